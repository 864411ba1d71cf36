#pragma once
// What the linear models look at, as hashes: words and pairs of them, what a negation turns round, n-grams of letters,
// emoji, and how it is written.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "understand/feature_tokens.h"

namespace resonanz::understand {

/// Each kind weighs the same in a model, however many features of it a text has.
enum class FeatureKind : std::uint8_t { words, letters, style };
inline constexpr std::size_t kFeatureKinds = 3;

/// Reused from text to text. Not thread-safe.
class Features {
 public:
  /// Replaces what was read before. The first kMostBytes count. Precondition: valid UTF-8.
  void read(std::string_view text);
  std::span<const std::uint32_t> of(FeatureKind kind) const { return hashes_[static_cast<std::size_t>(kind)]; }

  static constexpr std::size_t kMostBytes = 4000;
  /// Changes with every change of what is read: a model is used only with the version it was trained with.
  static constexpr int kVersion = 1;

 private:
  void add(FeatureKind kind, std::uint64_t hash);
  void add_words();
  void add_letters(std::string_view word);
  void add_style();

  std::vector<FeatureToken> tokens_;
  std::array<std::vector<std::uint32_t>, kFeatureKinds> hashes_;
};

}  // namespace resonanz::understand
