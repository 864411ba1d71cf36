#include "text/char_class.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace resonanz::text {
namespace {

constexpr char32_t kFirstSpaceless = 0x0E00;  // Thai; nothing before it is written without spaces

bool is_spaceless_script(char32_t c) {
  if (c < kFirstSpaceless) return false;
  if (c == 0x30FC || c == 0xFF70) return true;  // the kana length mark belongs to no script of its own
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
      return true;
    default:
      return c == 0x3099 || c == 0x309A || c == 0xFF9E || c == 0xFF9F;  // voicing marks follow their kana
  }
}

}  // namespace

CharClass class_of_non_ascii(char32_t c) {
  constexpr std::uint32_t kWord = U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK;
  if (U_GET_GC_MASK(static_cast<UChar32>(c)) & kWord) return is_spaceless_script(c) ? CharClass::run : CharClass::word;
  return u_isUWhiteSpace(static_cast<UChar32>(c)) ? CharClass::space : CharClass::other;
}

bool is_ascii(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 128) return false;
  return true;
}

}  // namespace resonanz::text
