#pragma once
// Every word that any query of an engine asks for, each kept once.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "listen/query.h"

namespace resonanz::listen {

using WordId = std::uint32_t;

/// Filled first, then asked by any number of threads.
class Lexicon {
 public:
  /// The same word has the same number. `hash` is hash_of(kind, folded).
  WordId add(TokenKind kind, std::string_view folded, std::uint64_t hash);
  /// Nothing is added any more: forgets what only that needs.
  void finish();

  bool is(WordId word, const text::Reading& reading) const {
    const Row& row = rows_[word];
    return row.kind == static_cast<unsigned>(reading.kind) && row.size == reading.size &&
           std::memcmp(chars_.data() + row.chars, reading.chars, row.size) == 0;
  }
  std::size_t size() const { return rows_.size(); }

 private:
  struct Row {
    std::uint32_t chars;
    std::uint32_t size : 29, kind : 3;
  };

  std::vector<Row> rows_;
  std::string chars_;
  std::unordered_multimap<std::uint64_t, WordId> by_hash_;
};

/// A lexicon and a post: which of its words the post has. A word is compared letter by letter once a post.
class PostWords {
 public:
  /// `known` is memory of the caller's, written over.
  PostWords(const Lexicon& lexicon, const text::Readings& readings, std::vector<WordId>& known)
      : lexicon_(lexicon), readings_(readings), known_(known) {
    known_.assign(readings.all().size(), kNone);
  }

  /// `hash` is the low half of the word's hash_of().
  bool has(WordId word, std::uint32_t hash, Scope where) const {
    return readings_.any_of(hash, [&](const text::Reading& reading) {
      if (((reading.field == text::Field::title ? kTitle : kText) & where) == 0) return false;
      WordId& known = known_[static_cast<std::size_t>(&reading - readings_.all().data())];
      if (known == kNone && lexicon_.is(word, reading)) known = word;
      return known == word;
    });
  }
  const text::Readings& readings() const { return readings_; }

 private:
  static constexpr WordId kNone = ~WordId{0};

  const Lexicon& lexicon_;
  const text::Readings& readings_;
  std::vector<WordId>& known_;  ///< by reading
};

}  // namespace resonanz::listen
