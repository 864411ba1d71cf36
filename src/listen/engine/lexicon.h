#pragma once
// Every word that any query of an engine asks for, each kept once.

#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "listen/query.h"
#include "text/hash.h"

namespace resonanz::listen {

/// 0, 1, … in one lexicon.
using WordId = std::uint32_t;
/// 0, 1, … of the words that something is filed under in one engine.
using FiledId = std::uint32_t;

/// Filled first, then asked by any number of threads.
class Lexicon {
 public:
  /// The same word has the same number. `hash` is hash_of(kind, folded).
  WordId add(TokenKind kind, std::string_view folded, std::uint64_t hash);
  /// Nothing is added any more: forgets what only that needs.
  void finish();

  std::size_t size() const { return rows_.size(); }
  /// True if the reading is the word, letter by letter.
  bool is(WordId word, const text::Reading& reading) const {
    const Row& row = rows_[word];
    if (row.kind != static_cast<unsigned>(reading.kind()) || row.size != reading.size) return false;
    if (row.size <= kShort) return text::equal_padded(row.letters, reading.chars, row.size);
    return text::equal_padded(chars_.data() + row.chars(), reading.chars, row.size);
  }

 private:
  static constexpr std::size_t kShort = 12;
  /// The letters of most words stand here: one look at memory.
  struct Row {
    char letters[kShort];  ///< of a longer word, its place in the lexicon's letters
    std::uint32_t size : 29, kind : 3;

    std::uint32_t chars() const {
      std::uint32_t place;
      std::memcpy(&place, letters, sizeof place);
      return place;
    }
  };
  static_assert(sizeof(Row) == text::Reading::kReadBehind);
  std::string_view text_of(const Row& row) const {
    return row.size <= kShort ? std::string_view(row.letters, row.size)
                              : std::string_view(chars_).substr(row.chars(), row.size);
  }

  std::vector<Row> rows_;
  std::string chars_;                                       ///< of the longer words
  std::unordered_multimap<std::uint64_t, WordId> by_hash_;  ///< only while it is filled
};

}  // namespace resonanz::listen
