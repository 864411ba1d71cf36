#pragma once
// Every reading of every word of a post by hash, without places: what standing queries are asked by. The same readings
// as the tokeniser's, many times faster where a text is ASCII words: only what has signs or other letters is tokenised.

#include <bit>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/hash.h"
#include "text/tokens.h"

namespace resonanz::text {

/// The hash under which a folded reading of a token kind is looked up.
inline std::uint64_t hash_of(TokenKind kind, std::string_view text) {
  return hash_bytes(text, static_cast<std::uint64_t>(kind));
}

struct Reading {
  const char* chars;  ///< folded; lives until the next begin()
  std::uint32_t size;
  std::uint32_t hash;  ///< the low half of hash_of(kind, text())
  std::uint32_t next;  ///< + 1, an earlier reading of the same bucket; 0 at the end
  TokenKind kind;
  Field field;

  std::string_view text() const { return {chars, size}; }
};

/// Reused from post to post: its memory grows to the largest post and stays. Not thread-safe; one per thread.
class Readings {
 public:
  /// Forgets the post before. The next has so many bytes of text (a hint for the size of the index).
  void begin(std::size_t bytes);
  /// Adds the readings of valid UTF-8 of less than 4 GiB; borrows `text` until the next begin(). `german`: no stripped
  /// forms for umlauts.
  void add(std::string_view text, Field field, bool german);

  std::span<const Reading> all() const { return {readings_.data(), count_}; }
  /// Calls see(const Reading&) for the readings with this hash until it returns true; returns whether it did.
  template <typename See>
  bool any_of(std::uint32_t hash, See&& see) const {
    return walk(hash, [&](const Reading& reading) { return reading.hash == hash && see(reading); });
  }
  /// False if no reading has a hash that ends in these bits; seldom true for nothing.
  bool may_have(std::uint16_t low_bits) const {
    return walk(low_bits, [&](const Reading& r) { return static_cast<std::uint16_t>(r.hash) == low_bits; });
  }
  /// True if an earlier reading has the hash of number `index` of all().
  bool is_repeated(std::size_t index) const;

 private:
  template <typename See>
  bool walk(std::uint32_t bucket, See&& see) const {
    for (std::uint32_t at = heads_[bucket & mask_]; at != 0; at = readings_[at - 1].next)
      if (see(readings_[at - 1])) return true;
    return false;
  }
  void put(TokenKind kind, std::string_view text, std::uint64_t hash);
  void find_words(std::string_view text);
  /// The plain words from edge number `edge` on that begin before `end`; the first edge behind them.
  std::size_t add_plain(std::size_t edge, std::size_t end);
  /// The joined reading or the tag, where that is all that is special in a stretch and its words are plain; else false.
  bool add_special(std::string_view text, std::uint32_t doubt, std::size_t edge);
  bool add_joined(std::uint32_t doubt, char sign, std::size_t edge);
  void add_tokenised(std::string_view stretch);

  std::vector<Reading> readings_;
  std::size_t count_ = 0;
  std::vector<std::uint32_t> heads_;  ///< by the low bits of the hash, number + 1 of the latest reading
  std::uint32_t mask_ = 0;

  Field field_ = Field::title;
  bool german_ = false;
  std::vector<char> lower_[2];         ///< by field, the text in lower case and some bytes more
  std::vector<std::uint32_t> edges_;   ///< where stretches of ASCII word characters begin and end, in turn
  std::vector<std::uint32_t> doubts_;  ///< places in stretches between white space that are more than plain words
  std::size_t edge_count_ = 0, doubt_count_ = 0;
  StringArena arena_;
  Tokenizer tokenizer_;
  Tokenizer::Output tokens_;
};

}  // namespace resonanz::text
