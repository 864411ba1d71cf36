#pragma once
// The workspace's languages, as people set them: what is read from now on is in one of them or in none that is known.

#include <mutex>

#include "store/database.h"
#include "understand/shipped.h"

namespace resonanz::ingest {

/// Thread-safe.
class Languages {
 public:
  /// What is given outlives it.
  Languages(store::Database& db, const understand::ShippedModels& models) : db_(db), models_(models) {}

  /// As they are set now; every language where one of them is unknown to the own model: only fastText may name it.
  understand::LanguageSet now();

 private:
  Result<understand::LanguageSet> read();

  store::Database& db_;
  const understand::ShippedModels& models_;
  std::mutex mutex_;
  std::uint64_t seen_ = ~std::uint64_t{0};  ///< the store's generation that was asked last
  understand::LanguageSet set_ = understand::kEveryLanguage;
};

}  // namespace resonanz::ingest
