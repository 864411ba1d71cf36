#pragma once
// Every reading of every token of a text, with positions and places (query-language.md, "Text to tokens").

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "text/fold.h"
#include "text/scan.h"

namespace resonanz::text {

enum class Field : std::uint8_t { title, text };

/// Strings that live as long as the arena is not cleared; clearing keeps the memory.
class StringArena {
 public:
  std::string_view put(std::string_view text);
  /// Room for `size` bytes, to be written by the caller.
  char* take(std::size_t size);
  void clear();

 private:
  std::vector<std::pair<std::unique_ptr<char[]>, std::size_t>> blocks_;
  std::size_t block_ = 0, used_ = 0;
};

/// One reading of one place. A place has several tokens where it reads in several ways.
struct Token {
  Field field;
  TokenKind kind;
  std::uint32_t first, last;  ///< positions in the split reading, from 0 in each field
  std::uint32_t begin, end;   ///< bytes in the field's text
  std::string_view folded;    ///< never empty
  std::string_view stripped;  ///< a second folded reading (umlauts as vowels; an emoji without skin tone), or empty
  std::string_view exact;     ///< NFC, no folding; for a joined reading without the dropped signs
};

struct Range {
  std::uint32_t begin, end;
};

/// Tokenises one field at a time. Not thread-safe; keep one per thread.
class Tokenizer {
 public:
  struct Output {
    std::vector<Token> tokens;   ///< in text order of their segments
    std::vector<Range> urls[2];  ///< by field
  };

  /// Appends the tokens of `text` (valid UTF-8, less than 4 GiB). The tokens' strings lie in `arena` or in `text`
  /// itself and live as long as both do. `german`: no stripped forms for umlauts. Gives the number of positions.
  std::uint32_t run(std::string_view text, Field field, bool german, StringArena& arena, Output& out);

 private:
  struct Reading {
    std::string_view folded, stripped, exact;
  };

  Reading read(std::string_view word);
  void add(TokenKind kind, std::uint32_t first, std::uint32_t last, std::uint32_t begin, std::uint32_t end,
           Reading reading);
  void add_word(const Segment& segment);
  void end_tag(std::uint32_t end);
  void add_joined(const Segment& segment, std::uint32_t base);
  template <typename Of>
  std::string_view join(const Segment& segment, std::size_t from, std::size_t to, std::string_view sign, Of&& of);
  void add_stretch(const Segment& segment, std::uint32_t base, std::size_t from, std::size_t to);
  void add_run(std::uint32_t begin, std::uint32_t end);
  void add_emoji(const Segment& segment);

  // The call's arguments, and memory kept between calls.
  std::string_view text_;
  Field field_ = Field::title;
  bool german_ = false;
  StringArena* arena_ = nullptr;
  Output* out_ = nullptr;
  std::uint32_t position_ = 0;
  Tag tag_;
  std::uint32_t tag_first_ = 0;
  Segment segment_;
  Folded folded_;
  std::vector<Reading> readings_;
  std::vector<std::pair<std::size_t, std::size_t>> units_;  ///< first and last part
};

}  // namespace resonanz::text
