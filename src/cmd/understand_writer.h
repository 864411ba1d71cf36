#pragma once
// One post's line of `resonanz understand`.

#include <optional>
#include <string>
#include <vector>

#include "listen/document.h"
#include "model/post.h"
#include "understand/duplicates.h"
#include "understand/understand.h"

namespace resonanz::cmd {

/// Not thread-safe. Borrows the models and the second tier.
class UnderstandWriter {
 public:
  /// Duplicates are found among the last kRemembered posts. `query`: what relevance is asked of, if anything. `second`:
  /// may be null.
  UnderstandWriter(const understand::ShippedModels& models, understand::LanguageSet languages,
                   std::optional<listen::Query> query, const understand::SecondTier* second);

  /// Appends the line, with its newline.
  void write(const Post& post, std::string& out);

  static constexpr std::size_t kRemembered = 1'000'000;

 private:
  void write_duplicate(const Post& post, std::string& out);
  void write_relevance(const Post& post, std::string& out);

  const understand::ShippedModels& models_;
  understand::Understander understander_;
  understand::Duplicates duplicates_;
  std::optional<listen::Query> query_;
  listen::Document document_;
  std::vector<std::string> ids_;  ///< of the remembered posts, by number modulo kRemembered
  std::uint64_t count_ = 0;
  std::string versions_;
  bool second_tier_;  ///< whether a line also says what only the second tier knows
};

}  // namespace resonanz::cmd
