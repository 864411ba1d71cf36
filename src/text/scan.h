#pragma once
// Text cut into segments: words with their inner signs, runs of scripts without spaces, emoji, URLs.
// The tokeniser turns segments into readings; the query parser into what a word asks for.

#include <cstdint>
#include <string_view>
#include <vector>

namespace resonanz::text {

enum class TokenKind : std::uint8_t { word, hashtag, mention, cashtag, emoji };
enum class SegmentKind : std::uint8_t { word, run, emoji, url };

/// A stretch of word characters, as bytes.
struct Part {
  std::uint32_t begin, end;
  char sign = 0;  ///< between this part and the next: 0 none, '-' one that is dropped when joined, else the kept sign
};

/// `#`, `@` or `$` before a word: [begin, end) from the sign to the word's end, [name, end) the word.
struct Tag {
  TokenKind kind = TokenKind::word;  ///< word: no tag
  std::uint32_t begin = 0, name = 0, end = 0;
};

struct Segment {
  SegmentKind kind;
  std::uint32_t begin, end;  ///< bytes; a trailing sign included
  std::vector<Part> parts;   ///< for a word
  std::uint32_t bare_end;    ///< for a word: where a trailing sign (`++`, `#`) begins, else `end`
  Tag tag;                   ///< begins with this segment
};

/// Walks valid UTF-8 of less than 4 GiB. Not thread-safe.
class Scanner {
 public:
  enum class Wildcards : bool { no, yes };  ///< yes: `*` and `?` are word characters, as in a query
  explicit Scanner(std::string_view text, Wildcards wildcards = Wildcards::no);

  /// The next segment into `out` (its memory is reused); false at the end.
  bool next(Segment& out);

 private:
  bool is_plain_ascii_at(std::size_t at) const;
  bool is_plain_separator_at(std::size_t at) const;
  bool is_word_at(std::size_t at) const;
  bool is_word_or_run_at(std::size_t at) const;
  std::size_t skip_class(std::size_t at, bool runs_too) const;
  void take_word(Segment& out);
  void take_trailing_sign();
  void take_run(Segment& out);
  bool take_tag(char32_t sign, std::size_t size, Tag& tag);
  std::size_t tag_end(TokenKind kind, std::size_t name) const;
  std::size_t cashtag_end(std::size_t name) const;

  std::string_view text_;
  bool wildcards_;
  std::size_t at_ = 0;
  std::size_t word_end_ = SIZE_MAX;  ///< where the last word ended: no tag begins there (info@acme)
  std::size_t run_end_ = SIZE_MAX;   ///< where the last run ended: there a name may begin, but no tag of another kind
};

/// Bytes of the URL written at `at` ("http://", "https://", "www."), 0 where none starts. Closing punctuation and
/// unbalanced brackets after it are not part of it.
std::size_t url_length(std::string_view text, std::size_t at);

}  // namespace resonanz::text
