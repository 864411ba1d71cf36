#pragma once
// What the linear models look at, as hashes.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "understand/feature_tokens.h"

namespace resonanz::understand {

/// A model says how much each kind counts, however many features of it a text has.
enum class FeatureKind : std::uint8_t {
  words,    ///< words, pairs of them, what a negation turns round
  letters,  ///< n-grams of letters within words
  across,   ///< n-grams of letters that reach from one word into the next
  style,    ///< emoji, signs, length, how it begins and ends
  tones,    ///< words of the lexicon
};
inline constexpr std::size_t kFeatureKinds = 5;

/// Reused from text to text. Not thread-safe.
class Features {
 public:
  /// Replaces what was read before. The first kMostBytes count. Precondition: valid UTF-8.
  void read(std::string_view text);
  std::span<const std::uint32_t> of(FeatureKind kind) const { return hashes_[static_cast<std::size_t>(kind)]; }

  static constexpr std::size_t kMostBytes = 4000;
  /// Changes with every change of what is read: a model is used only with the version it was trained with.
  static constexpr int kVersion = 2;

 private:
  void add(FeatureKind kind, std::uint64_t hash);
  void add_words();
  void add_letters(std::string_view word);
  void add_across();
  void add_style();
  void add_tones();

  std::vector<FeatureToken> tokens_;
  std::vector<char32_t> letters_;  ///< of all tokens, a space before each
  std::array<std::vector<std::uint32_t>, kFeatureKinds> hashes_;
};

}  // namespace resonanz::understand
