#pragma once
// Every word that any query of an engine asks for, each kept once.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "listen/query.h"

namespace resonanz::listen {

/// 0, 1, … in one lexicon.
using WordId = std::uint32_t;

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
    const Row row = rows_[word];
    return row.kind == static_cast<unsigned>(reading.kind()) && row.size == reading.size &&
           text::equal_padded(chars_.data() + row.chars, reading.chars, row.size);
  }

 private:
  struct Row {
    std::uint32_t chars;
    std::uint32_t size : 29, kind : 3;
  };

  std::vector<Row> rows_;
  std::string chars_;
  std::unordered_multimap<std::uint64_t, WordId> by_hash_;  ///< only while it is filled
};

}  // namespace resonanz::listen
