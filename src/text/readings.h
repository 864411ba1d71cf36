#pragma once
// Every reading of every word of a post by hash, with its position: what standing queries are asked by. The same
// readings as the tokeniser's, many times faster where a text is ASCII words: only what has signs or other letters is
// tokenised.

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "text/hash.h"
#include "text/hash_bits.h"
#include "text/tokens.h"

namespace resonanz::text {

/// The hash under which a folded reading of a token kind is looked up.
inline std::uint64_t hash_of(TokenKind kind, std::string_view text) {
  return hash_bytes(text, static_cast<std::uint64_t>(kind));
}

/// Numbers 0, 1, … by hash, in chains.
class HashChains {
 public:
  bool is_made() const { return made_; }
  void forget() { made_ = false; }
  /// hash_of(number) for so many numbers.
  template <typename HashOf>
  void make(std::size_t count, HashOf&& hash_of) {
    made_ = true;
    heads_.assign(std::bit_ceil(2 * count + 1), 0);
    if (next_.size() < count) next_.resize(count + count / 2);
    for (std::size_t i = 0; i < count; ++i) {
      std::uint32_t& head = heads_[hash_of(i) & (heads_.size() - 1)];
      next_[i] = std::exchange(head, static_cast<std::uint32_t>(i + 1));
    }
  }
  /// Calls see(number) for numbers of this hash and some others, the highest first, until it returns true; returns
  /// whether it did.
  template <typename See>
  bool any_of(std::uint32_t hash, See&& see) const {
    for (std::uint32_t at = heads_[hash & (heads_.size() - 1)]; at != 0; at = next_[at - 1])
      if (see(std::size_t{at - 1})) return true;
    return false;
  }

 private:
  bool made_ = false;
  std::vector<std::uint32_t> heads_;  ///< by the low bits of the hash, number + 1
  std::vector<std::uint32_t> next_;   ///< by number, number + 1 of an earlier one of the same head
};

struct Reading {
  const char* chars;  ///< folded; lives until the next begin()
  std::uint32_t size;
  std::uint32_t first, last;  ///< positions in the split reading, from 0 in each field
  TokenKind kind;
  Field field;

  std::string_view text() const { return {chars, size}; }
};

/// Reused from post to post: its memory grows to the largest post and stays. Not thread-safe, not even to read: what
/// any_of() and any_starting() look up in is made when it is first asked. Keep one per thread.
class Readings {
 public:
  /// Forgets the post before. The next has so many bytes of text (a hint for the size of the index).
  void begin(std::size_t bytes);
  /// Adds the readings of valid UTF-8 of less than 4 GiB; borrows `text` until the next begin(). `german`: no stripped
  /// forms for umlauts. Once a field.
  void add(std::string_view text, Field field, bool german);

  std::span<const Reading> all() const { return {readings_.data(), count_}; }
  /// Of each of all(), the low half of hash_of(kind, text()).
  std::span<const std::uint32_t> hashes() const { return {hashes_.data(), count_}; }
  /// Calls see(number in all()) for the readings with this hash until it returns true; returns whether it did.
  template <typename See>
  bool any_of(std::uint32_t hash, See&& see) const {
    if (!by_hash_.is_made()) by_hash_.make(count_, [this](std::size_t i) { return hashes_[i]; });
    return by_hash_.any_of(hash, [&](std::size_t i) { return hashes_[i] == hash && see(i); });
  }

  /// True if a later reading has the hash of this one.
  bool is_repeated(std::size_t number) const;

  /// False if no reading has a hash that ends in these bits; seldom true for nothing.
  bool may_have(std::uint16_t low_bits) const { return bits_.may_have(low_bits); }
  /// What may_have() is asked for readings that begin with `start`, of kShortestStart to kLongestStart bytes, once
  /// note_starts() was called for its length.
  static std::uint16_t start_bits(std::string_view start);
  void note_starts(std::size_t length);
  static constexpr std::size_t kShortestStart = 2, kLongestStart = 4;
  /// Calls see(number in all()) for the readings that begin with `start`, a few others among them, until it returns
  /// true; returns whether it did.
  template <typename See>
  bool any_starting(std::string_view start, See&& see) const {
    HashChains& chains = by_start_[start.size()];
    if (!chains.is_made()) make_starts(chains, start.size());
    return chains.any_of(start_bits(start), see);
  }

 private:
  static std::uint16_t start_of(const Reading& reading, std::size_t length);
  void make_starts(HashChains& chains, std::size_t length) const;
  void put(TokenKind kind, std::string_view text, std::uint32_t first, std::uint32_t last);
  void make_room(std::size_t readings);
  void find_words(std::string_view text);
  /// The plain words from edge number `edge` on that begin before `end`; the first edge behind them.
  std::size_t add_plain(std::size_t edge, std::size_t end);
  /// The joined reading or the tag, where that is all that is special in a stretch and its words are plain; else false.
  bool add_special(std::string_view text, std::uint32_t doubt, std::size_t edge);
  bool add_joined(std::uint32_t doubt, char sign, std::size_t edge, std::uint32_t position);
  void add_tokenised(std::string_view stretch);

  std::vector<Reading> readings_;
  std::vector<std::uint32_t> hashes_;  ///< by reading
  std::size_t count_ = 0;
  HashBits bits_;                   ///< of at most sixteen bits of the hashes, and of noted starts
  std::uint32_t starts_noted_ = 0;  ///< bit by length
  // Made when first asked for.
  mutable HashChains by_hash_;
  mutable std::array<HashChains, kLongestStart + 1> by_start_;  ///< by length

  Field field_ = Field::title;
  bool german_ = false;
  std::uint32_t position_ = 0;
  std::vector<char> lower_[2];         ///< by field, the text in lower case and some bytes more
  std::vector<std::uint32_t> edges_;   ///< where stretches of ASCII word characters begin and end, in turn
  std::vector<std::uint32_t> doubts_;  ///< places in stretches between white space that are more than plain words
  std::size_t edge_count_ = 0, doubt_count_ = 0;
  StringArena arena_;
  Tokenizer tokenizer_;
  Tokenizer::Output tokens_;
};

}  // namespace resonanz::text
