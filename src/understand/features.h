#pragma once
// What the linear models look at, as hashes.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "understand/feature_tokens.h"
#include "understand/stable_hash.h"

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
  std::span<const std::uint32_t> of(FeatureKind kind) const { return lists_[static_cast<std::size_t>(kind)].all(); }

  static constexpr std::size_t kMostBytes = 1000;  ///< more than the longest text that trains
  /// Changes with every change of what is read: a model is used only with the version it was trained with.
  static constexpr int kVersion = 2;

 private:
  /// Hashes as features, in memory that is reused.
  class List {
   public:
    void clear() { count_ = 0; }
    /// To come before so many calls of add().
    void make_room(std::size_t count) {
      if (room_.size() < count_ + count) room_.resize(count_ + count);
    }
    void add(std::uint64_t hash) { room_[count_++] = feature_of(hash); }
    std::span<const std::uint32_t> all() const { return {room_.data(), count_}; }

   private:
    std::vector<std::uint32_t> room_;
    std::size_t count_ = 0;
  };

  List& list_of(FeatureKind kind) { return lists_[static_cast<std::size_t>(kind)]; }
  void read_letters();
  void add_words();
  void add_letters();
  void add_across();
  void add_style();
  void add_tones();

  FeatureTokens tokens_;
  std::vector<char32_t> letters_;    ///< of all tokens, a space before and after each
  std::vector<std::uint32_t> ends_;  ///< by token: where in letters_ the space after it stands
  std::array<List, kFeatureKinds> lists_;
};

}  // namespace resonanz::understand
