#pragma once
// What a code point is to the tokeniser (query-language.md, "Text to tokens").

#include <array>
#include <cstdint>
#include <string_view>

namespace resonanz::text {

enum class CharClass : std::uint8_t {
  other,  ///< separates
  word,   ///< letter, mark, decimal digit or '_'
  run,    ///< a word character of a script written without spaces: Han, Hiragana, Katakana, Thai, Lao, Khmer
  space,  ///< white space of any kind, the no-break space included
};

/// The general case; use class_of().
CharClass class_of_non_ascii(char32_t code_point);

inline constexpr std::array<CharClass, 128> kAsciiClasses = [] {
  std::array<CharClass, 128> table{};
  for (int c = 0; c < 128; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool word = letter || (c >= '0' && c <= '9') || c == '_';
    const bool space = c == ' ' || (c >= 9 && c <= 13);
    table[c] = word ? CharClass::word : space ? CharClass::space : CharClass::other;
  }
  return table;
}();

inline CharClass class_of(char32_t c) { return c < 128 ? kAsciiClasses[c] : class_of_non_ascii(c); }

/// A sign that a word is written with or without: - ' ’ · U+00AD U+2010 U+2011.
constexpr bool is_hyphen_sign(char32_t c) {
  return c == '-' || c == '\'' || c == 0x2019 || c == 0xB7 || c == 0xAD || c == 0x2010 || c == 0x2011;
}
/// A sign that belongs to the word: . & + /
constexpr bool is_kept_sign(char32_t c) { return c == '.' || c == '&' || c == '+' || c == '/'; }

bool is_ascii(std::string_view text);

}  // namespace resonanz::text
