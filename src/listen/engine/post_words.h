#pragma once
// Which words a post has, and where: by their hash, then letter by letter.

#include <vector>

#include "listen/engine/lexicon.h"
#include "text/hash_bits.h"
#include "text/hash_chains.h"

namespace resonanz::listen {

/// Where a word, or words next to each other, stand.
struct Place {
  text::Field field;
  std::uint32_t first, last;  ///< positions

  friend auto operator<=>(const Place&, const Place&) = default;
};

/// A word that queries ask for.
struct AskedWord {
  WordId id;
  std::uint32_t hash;  ///< the low half of its hash_of()
};

/// The words of a lexicon in a post. A word is compared letter by letter once a post. Reused from post to post. Not
/// thread-safe, not even to read: what words are looked up in is made when it is first needed.
class PostWords {
 public:
  /// Another post or another lexicon; borrows both.
  void begin(const Lexicon& lexicon, const text::Readings& readings);

  /// may_have() it whatever the post.
  static constexpr std::uint16_t kInEveryPost = 0xFFFF;

  /// False if no reading has a hash that ends in these bits; seldom true for nothing.
  bool may_have(std::uint16_t low_bits) const { return bits_.may_have(low_bits); }
  /// What may_have() looks at.
  const text::HashBits& bits() const { return bits_; }
  bool has(AskedWord word, Scope where) const {
    return may_have(static_cast<std::uint16_t>(word.hash)) &&
           any_of(word, where, [](const text::Reading&) { return true; });
  }
  /// The same anywhere, for words that are asked for many times.
  bool has_often_asked(AskedWord word) const {
    std::uint32_t& found = found_[word.id];
    if (found == post_) return true;
    if (!has(word, kAnywhere)) return false;
    found = post_;
    return true;
  }
  /// Appends to places().
  void find(AskedWord word, Scope where) const {
    any_of(word, where, [this](const text::Reading& reading) {
      places_.push_back({reading.field(), reading.first, reading.last()});
      return false;
    });
  }
  /// Empty at first; whoever asks the words uses it as a stack.
  std::vector<Place>& places() const { return places_; }

 private:
  static constexpr std::uint32_t kMostLooks = 32;  // cost about what chains cost

  bool is(std::size_t number, AskedWord word, Scope where) const {
    const text::Reading reading = (*readings_)[number];
    return ((reading.field() == text::Field::title ? kTitle : kText) & where) != 0 && lexicon_->is(word.id, reading);
  }
  /// Calls see(reading) where the word stands until it returns true.
  template <typename See>
  bool any_of(AskedWord word, Scope where, See&& see) const {
    const auto hashes = readings_->hashes();
    const auto answers = [&](std::size_t number) { return is(number, word, where) && see((*readings_)[number]); };
    const auto next = [&](std::size_t from) {
      return text::find_masked(hashes.data(), from, hashes.size(), word.hash, ~std::uint32_t{0});
    };
    if (++asked_ <= kMostLooks) {
      for (std::size_t at = next(0); at < hashes.size(); at = next(at + 1))
        if (answers(at)) return true;
      return false;
    }
    if (asked_ == kMostLooks + 1) by_hash_.make(hashes.size(), [=](std::size_t i) { return hashes[i]; });
    return by_hash_.any_of(word.hash, [&](std::size_t i) { return hashes[i] == word.hash && answers(i); });
  }

  const Lexicon* lexicon_ = nullptr;
  const text::Readings* readings_ = nullptr;
  text::HashBits bits_;  ///< of at most sixteen bits of the hashes
  std::uint32_t post_ = 0;
  mutable std::vector<std::uint32_t> found_;  ///< by word, the post that has_often_asked() found it in last
  mutable std::uint32_t asked_ = 0;           ///< for places in this post
  mutable text::HashChains by_hash_;          ///< made when often asked for
  mutable std::vector<Place> places_;
};

}  // namespace resonanz::listen
