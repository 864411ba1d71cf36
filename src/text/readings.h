#pragma once
// Every reading of every word of a post by hash, with its position: what standing queries are asked by. The same
// readings as the tokeniser's, many times faster where a text is ASCII words: only what has signs or other letters is
// tokenised.

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/find_masked.h"
#include "text/start_index.h"
#include "text/tokens.h"
#include "text/word_edges.h"
#include "text/word_hash.h"

namespace resonanz::text {

/// The hash under which a folded reading of a token kind is looked up.
inline std::uint64_t hash_of(TokenKind kind, std::string_view text) {
  return word_hash().of(text, static_cast<std::uint64_t>(kind));
}

struct Reading {
  const char* chars;  ///< folded; lives until the next begin(), kReadBehind more bytes can be read behind it
  std::uint32_t size;
  std::uint32_t first;  ///< position in the split reading, from 0 in each field
  std::uint32_t tail;   ///< tail_of(); most readings of a field have the same

  static constexpr std::size_t kReadBehind = 16;
  static constexpr std::uint32_t kMostMore = (1u << 27) - 1;
  /// `made`: its characters do not stand so in the text. `more`: positions behind the first.
  static std::uint32_t tail_of(TokenKind kind, Field field, bool made = false, std::uint32_t more = 0) {
    return std::min(more, kMostMore) << 5 | std::uint32_t{made} << 4 | static_cast<std::uint32_t>(field) << 3 |
           static_cast<std::uint32_t>(kind);
  }
  /// Field and `made` in one number.
  static std::uint32_t base_of(std::uint32_t tail) { return tail >> 3 & 3; }
  std::string_view text() const { return {chars, size}; }
  std::uint32_t last() const { return first + (tail >> 5); }
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

  /// Numbered in no order.
  std::size_t size() const { return count_; }
  Reading operator[](std::size_t number) const {
    const WordRow& row = rows_[number];
    return {bases_[Reading::base_of(row.tail)] + row.at, row.size, row.first, row.tail};
  }
  /// Of each, the low half of hash_of(kind, text()). kFindBehind more can be read.
  std::span<const std::uint32_t> hashes() const { return {hashes_.data(), count_}; }
  /// Words that stand so in the text, one behind the other, numbered in that order.
  struct Run {
    std::uint32_t begin, end;  ///< numbers
    std::uint32_t first;       ///< position of the first
    Field field;
  };
  /// By number; what is in none of them is read in another way, or stands in it.
  std::span<const Run> runs() const { return runs_; }
  /// How many positions a field has.
  std::uint32_t positions(Field field) const { return positions_[static_cast<std::size_t>(field)]; }
  /// Calls see(number) for the readings that begin so, a few others among them, until it returns true; returns
  /// whether it did.
  template <typename See>
  bool any_starting(Start start, See&& see) const {
    return starts_.any_of(start, count_, see);
  }

 private:
  /// `chars` stand in the lower case of the field or in made_.
  void put(TokenKind kind, std::string_view chars, bool made, std::uint32_t first, std::uint32_t last);
  /// What stands nowhere; copied.
  void put_made(TokenKind kind, std::string_view chars, std::uint32_t first, std::uint32_t last);
  void make_room(std::size_t readings);
  /// So many characters in made_ and kReadBehind more.
  char* make(std::size_t size);
  /// The words from edge number done_ to `edge`, all plain.
  void add_plain(std::size_t edge);
  const char* lower() const { return lower_[static_cast<std::size_t>(field_)].data(); }
  /// Reads what is special at this doubt where that is simple; returns up to where doubts are done with, the place of
  /// this one where its stretch has to be tokenised.
  std::size_t read_special(std::string_view text, std::size_t number);
  std::size_t read_word(std::string_view text, std::size_t number, std::uint32_t edge);
  std::size_t read_punctuation(std::string_view text, std::size_t number, std::uint32_t edge);
  std::size_t read_address(std::string_view text, std::size_t number, std::uint32_t edge);
  bool is_last(std::string_view text, std::size_t number, std::size_t from) const;
  std::string_view left_of(std::uint32_t edge) const;
  std::uint32_t position_of(std::uint32_t edge) const;
  bool add_tag(std::uint32_t edge, char sign);
  void add_joined(std::uint32_t edge, char sign);
  void add_tokenised(std::string_view stretch);

  const WordHash& hash_ = word_hash();
  std::vector<WordRow> rows_;          ///< by reading; where its characters begin in one of bases_
  std::vector<std::uint32_t> hashes_;  ///< by reading
  StartIndex starts_;                  ///< by reading
  std::size_t count_ = 0;
  std::vector<char> lower_[2];  ///< by field, the text in lower case and some bytes more
  std::vector<char> made_;      ///< readings that do not stand so in a text
  std::size_t made_size_ = 0;
  std::vector<Run> runs_;
  std::array<std::uint32_t, 2> positions_{};  ///< by field
  std::array<const char*, 4> bases_{};  ///< by Reading::base_of(): lower_ of both fields, made_ for both

  // The field that is read.
  Field field_ = Field::title;
  bool german_ = false;
  std::uint32_t position_ = 0;  ///< of the word at edge number done_
  std::size_t done_ = 0;
  WordEdges words_;
  Folded folded_;
  StringArena arena_;
  Tokenizer tokenizer_;
  Tokenizer::Output tokens_;
};

}  // namespace resonanz::text
