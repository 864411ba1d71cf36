#pragma once
// Words that are used alike have like vectors: what a model of few posts knows of words that it has not seen.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "understand/model_file.h"
#include "understand/salient.h"

namespace resonanz::understand {

/// Immutable, borrows the bytes it was read from; thread-safe.
class WordVectors {
 public:
  static constexpr std::size_t kSize = 32;
  using Vector = std::array<double, kSize>;

  /// Errors: Errc::model.
  static Result<WordVectors> read(std::span<const std::uint8_t> bytes);

  /// The mean over the words that it knows; common words count little. Zeros where it knows none.
  Vector mean_of(std::span<const TextWord> words) const;
  const std::string& task() const { return file_.task; }
  const std::string& version() const { return file_.version; }

 private:
  explicit WordVectors(ModelFile file) : file_(std::move(file)) {}

  ModelFile file_;  ///< a row begins with the last byte of its word's hash, so that others are not taken for it
};

}  // namespace resonanz::understand
