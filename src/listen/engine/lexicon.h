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

/// Where a word, or words next to each other, stand.
struct Place {
  text::Field field;
  std::uint32_t first, last;  ///< positions

  friend auto operator<=>(const Place&, const Place&) = default;
};

/// A lexicon and a post: which of its words the post has, and where. A word is compared letter by letter once a post.
class PostWords {
 public:
  /// Kept by the caller from post to post.
  struct Memory {
    std::vector<WordId> known;  ///< by reading
    std::vector<Place> places;
  };

  PostWords(const Lexicon& lexicon, const text::Readings& readings, Memory& memory)
      : lexicon_(lexicon), readings_(readings), memory_(memory) {
    memory.known.assign(readings.all().size(), kNone);
  }

  /// `hash` is the low half of the word's hash_of().
  bool has(WordId word, std::uint32_t hash, Scope where) const {
    return any_of(word, hash, where, [](const text::Reading&) { return true; });
  }
  /// Appends to places().
  void find(WordId word, std::uint32_t hash, Scope where) const {
    any_of(word, hash, where, [this](const text::Reading& reading) {
      places().push_back({reading.field, reading.first, reading.last});
      return false;
    });
  }
  /// Empty at first; whoever asks the words uses it as a stack.
  std::vector<Place>& places() const { return memory_.places; }

 private:
  static constexpr WordId kNone = ~WordId{0};

  template <typename See>
  bool any_of(WordId word, std::uint32_t hash, Scope where, See&& see) const {
    return readings_.any_of(hash, [&](std::size_t number) {
      const text::Reading& reading = readings_.all()[number];
      if (((reading.field == text::Field::title ? kTitle : kText) & where) == 0) return false;
      WordId& known = memory_.known[number];
      if (known == kNone && lexicon_.is(word, reading)) known = word;
      return known == word && see(reading);
    });
  }

  const Lexicon& lexicon_;
  const text::Readings& readings_;
  Memory& memory_;
};

}  // namespace resonanz::listen
