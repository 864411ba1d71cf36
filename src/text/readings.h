#pragma once
// Every reading of every word of a post by hash, with its position: what standing queries are asked by. The same
// readings as the tokeniser's, many times faster where a text is ASCII words: only what has signs or other letters is
// tokenised.

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/find_masked.h"
#include "text/hash.h"
#include "text/start_index.h"
#include "text/tokens.h"
#include "text/word_edges.h"

namespace resonanz::text {

/// The hash under which a folded reading of a token kind is looked up.
inline std::uint64_t hash_of(TokenKind kind, std::string_view text) {
  return hash_bytes(text, static_cast<std::uint64_t>(kind));
}

struct Reading {
  const char* chars;  ///< folded; lives until the next begin(), kReadBehind more bytes can be read behind it
  std::uint32_t size;
  std::uint32_t first;  ///< position in the split reading, from 0 in each field
  std::uint32_t tail;   ///< tail_of(); most readings of a field have the same

  static constexpr std::size_t kReadBehind = 16;
  static constexpr std::uint32_t kMostMore = (1u << 28) - 1;
  /// `more`: positions behind the first.
  static std::uint32_t tail_of(TokenKind kind, Field field, std::uint32_t more = 0) {
    return std::min(more, kMostMore) << 4 | static_cast<std::uint32_t>(field) << 3 | static_cast<std::uint32_t>(kind);
  }
  std::string_view text() const { return {chars, size}; }
  std::uint32_t last() const { return first + (tail >> 4); }
  TokenKind kind() const { return static_cast<TokenKind>(tail & 7); }
  Field field() const { return static_cast<Field>(tail >> 3 & 1); }
};

/// Reused from post to post: its memory grows to the largest post and stays. Not thread-safe, not even to read: what
/// any_starting() looks up in is made when it is often asked. Keep one per thread.
class Readings {
 public:
  /// Forgets the post before.
  void begin();
  /// Adds the readings of valid UTF-8 of less than 4 GiB; borrows `text` until the next begin(). `german`: no stripped
  /// forms for umlauts. Once a field.
  void add(std::string_view text, Field field, bool german);

  /// In no order.
  std::span<const Reading> all() const { return {readings_.data(), count_}; }
  /// Of each of all(), the low half of hash_of(kind, text()). kFindBehind more can be read.
  std::span<const std::uint32_t> hashes() const { return {hashes_.data(), count_}; }
  /// Calls see(number in all()) for the readings that begin so, a few others among them, until it returns true; returns
  /// whether it did.
  template <typename See>
  bool any_starting(Start start, See&& see) const {
    return starts_.any_of(start, count_, see);
  }

 private:
  void put(TokenKind kind, std::string_view text, std::uint32_t first, std::uint32_t last);
  void make_room(std::size_t readings);
  bool begins_word(Doubt doubt) const;
  bool is_alone(std::string_view text, std::size_t doubt) const;
  /// The words from edge number done_ to `edge`, all plain.
  void add_plain(std::size_t edge);
  /// The joined reading or the tag, where that is all that is special in a stretch and its words are plain; else false.
  bool add_special(std::string_view text, Doubt at);
  bool add_joined(Doubt at, char sign);
  void add_tokenised(std::string_view stretch);

  std::vector<Reading> readings_;
  std::vector<std::uint32_t> hashes_;  ///< by reading
  StartIndex starts_;                  ///< by reading
  std::size_t count_ = 0;
  std::vector<char> lower_[2];  ///< by field, the text in lower case and some bytes more

  // The field that is read.
  Field field_ = Field::title;
  bool german_ = false;
  std::uint32_t position_ = 0;  ///< of the word at edge number done_
  std::size_t done_ = 0;
  WordEdges words_;
  StringArena arena_;
  Tokenizer tokenizer_;
  Tokenizer::Output tokens_;
};

}  // namespace resonanz::text
