#include "understand/letters.h"

#include <unicode/uchar.h>

#include <array>

#include "text/char_class.h"
#include "text/scan.h"
#include "text/utf8.h"

namespace resonanz::understand {
namespace {

/// By byte, the lower case of an ASCII letter or a digit that is kept; else 0.
using Lower = std::array<char, 256>;

constexpr Lower lower_table(Digits digits) {
  Lower table{};
  for (int c = 'a'; c <= 'z'; ++c) table[c] = table[c - 0x20] = static_cast<char>(c);
  if (digits == Digits::keep)
    for (int c = '0'; c <= '9'; ++c) table[c] = static_cast<char>(c);
  return table;
}
constexpr Lower kLetters = lower_table(Digits::drop), kLettersAndDigits = lower_table(Digits::keep);

char32_t lower_letter(char32_t c) {
  const text::CharClass kind = text::class_of(c);
  if (kind != text::CharClass::word && kind != text::CharClass::run) return 0;
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
}

/// Numbers of other scripts ("４", "١") and superscripts ("²") as the digits they stand for.
char32_t lower_letter_or_digit(char32_t c) {
  constexpr char32_t kFirstDecimal = 0x660;  // beyond ASCII
  const char32_t letter = lower_letter(c);
  if (letter != 0 && c < kFirstDecimal) return letter;
  if (!(U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_ND_MASK | U_GC_NO_MASK))) return letter;
  const double value = u_getNumericValue(static_cast<UChar32>(c));
  const bool is_digit = value >= 0 && value < 10 && value == static_cast<int>(value);
  return is_digit ? U'0' + static_cast<char32_t>(value) : c;
}

/// Bytes of an address or an @name that begins at `at`, 0 where none does.
std::size_t skipped_at(std::string_view text, std::size_t at) {
  const char c = text[at];
  if ((c | 0x20) == 'h' || (c | 0x20) == 'w') return text::url_length(text, at);
  if (c != '@') return 0;
  std::size_t end = at + 1;
  while (end < text.size() && static_cast<unsigned char>(text[end]) < 0x80 &&
         (text::class_of(static_cast<unsigned char>(text[end])) == text::CharClass::word || text[end] == '.'))
    ++end;
  return end > at + 1 ? end - at : 0;
}

/// The sign that ends at `end` is an apostrophe.
bool is_apostrophe(std::string_view text, std::size_t end) {
  constexpr std::string_view kCurly = "\u2019";
  return text[end - 1] == '\'' || (end >= kCurly.size() && text.substr(end - kCurly.size(), kCurly.size()) == kCurly);
}

}  // namespace

std::size_t read_letters(std::string_view text, Digits digits, std::span<char32_t> out) {
  if (out.size() < 3) return 0;
  const Lower& lower = digits == Digits::keep ? kLettersAndDigits : kLetters;
  std::size_t count = 0;
  out[count++] = ' ';
  for (std::size_t at = 0; at < text.size() && count + 1 < out.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    char32_t c = 0;
    if (byte < 0x80) {
      if (out[count - 1] == ' ') {
        if (const std::size_t size = skipped_at(text, at); size > 0) {
          at += size;
          continue;
        }
      }
      const std::size_t begin = count;
      for (char letter; at < text.size() && (letter = lower[static_cast<unsigned char>(text[at])]) != 0 &&
                        count + 1 < out.size(); ++at)
        out[count++] = static_cast<char32_t>(letter);
      if (count > begin) continue;
      ++at;
    } else {
      const text::CodePoint point = text::code_point_at(text, at);
      c = digits == Digits::keep ? lower_letter_or_digit(point.value) : lower_letter(point.value);
      at += point.size;
    }
    if (c != 0) out[count++] = c;
    else if (digits == Digits::keep && is_apostrophe(text, at)) continue;
    else if (out[count - 1] != ' ') out[count++] = ' ';
  }
  if (out[count - 1] != ' ') out[count++] = ' ';
  return count > 1 ? count : 0;
}

}  // namespace resonanz::understand
