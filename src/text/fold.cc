#include "text/fold.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "text/char_class.h"
#include "text/utf8.h"

namespace resonanz::text {
namespace {

using icu::Normalizer2;
using icu::UnicodeString;

const Normalizer2& instance(const Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  return *get(status);  // built into ICU; cannot fail
}
const Normalizer2& nfc_normalizer() {
  static const Normalizer2& n = instance(Normalizer2::getNFCInstance);
  return n;
}
const Normalizer2& nfd_normalizer() {
  static const Normalizer2& n = instance(Normalizer2::getNFDInstance);
  return n;
}
const Normalizer2& casefold_normalizer() {
  static const Normalizer2& n = instance(Normalizer2::getNFKCCasefoldInstance);
  return n;
}

UnicodeString normalize(const Normalizer2& normalizer, const UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  return normalizer.normalize(text, status);
}
UnicodeString from_utf8(std::string_view text) {
  return UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
}

bool is_diacritic(char32_t c) {
  if (c < 0x300 || !(U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_MN_MASK | U_GC_ME_MASK))) return false;
  if (c == 0x3099 || c == 0x309A) return false;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_INHERITED:
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_CYRILLIC:
    case USCRIPT_HEBREW:
    case USCRIPT_ARABIC:
      return true;
    default:
      return false;
  }
}

struct Pair {
  const char* folded;
  const char* stripped;
};

/// Letters that do not decompose.
const Pair* letter_pair(char32_t c) {
  static constexpr Pair kOSlash{"oe", "o"}, kAe{"ae", "ae"}, kOe{"oe", "oe"}, kSharp{"ss", "ss"}, kI{"i", "i"},
      kL{"l", "l"}, kD{"d", "d"}, kH{"h", "h"}, kT{"t", "t"};
  switch (c) {
    case 0xF8:
      return &kOSlash;
    case 0xE6:
      return &kAe;
    case 0x153:
      return &kOe;
    case 0xDF:
      return &kSharp;
    case 0x131:
      return &kI;
    case 0x142:
      return &kL;
    case 0x111:
      return &kD;
    case 0x127:
      return &kH;
    case 0x167:
      return &kT;
    default:
      return nullptr;
  }
}

/// What a mark makes of the letter before it: ä ö ü å are letters of their own, not a letter with an accent.
const char* expansion(char32_t base, char32_t mark) {
  if (mark == 0x308 && (base == 'a' || base == 'o' || base == 'u')) return "e";
  if (mark == 0x30A && base == 'a') return "a";
  return nullptr;
}

void fold_decomposed(const UnicodeString& text, Folded& out) {
  char32_t base = 0;
  for (int32_t i = 0; i < text.length();) {
    const auto c = static_cast<char32_t>(text.char32At(i));
    i += U16_LENGTH(c);
    if (const char* more = expansion(base, c)) {
      out.text += more;
      base = 0;
    } else if (const Pair* pair = letter_pair(c)) {
      out.text += pair->folded;
      out.stripped += pair->stripped;
      base = c;
    } else if (!is_diacritic(c)) {
      append(out.text, c);
      append(out.stripped, c);
      base = c;
    }
  }
}

void recompose(std::string& text) {
  if (!is_ascii(text)) text = nfc(text);
}

char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

/// Of any word; `stripped` also where it says the same as `text`.
void fold_by_rules(std::string_view word, Folded& out) {
  out.text.clear();
  out.stripped.clear();
  fold_decomposed(normalize(nfd_normalizer(), normalize(casefold_normalizer(), from_utf8(word))), out);
  recompose(out.text);
  recompose(out.stripped);
}

/// What the letters of Latin, Greek and Cyrillic fold to, each by itself: right for a word without combining marks.
class LetterTable {
 public:
  LetterTable() {
    for (char32_t c = kFirst; c <= kLast; ++c) {
      if (!u_isalpha(static_cast<UChar32>(c))) continue;
      std::string letter;
      append(letter, c);
      Folded folded;
      fold_by_rules(letter, folded);
      letters_[c - kFirst] = {Short(folded.text), Short(folded.stripped)};
    }
  }

  /// False where the word has something else; `out` then holds rubbish.
  bool fold(std::string_view word, Folded& out) const {
    for (std::size_t at = 0; at < word.size();) {
      const auto lead = static_cast<unsigned char>(word[at]);
      if (lead < 0x80) {
        out.text += lower_ascii(word[at]);
        out.stripped += lower_ascii(word[at++]);
        continue;
      }
      if (lead >= 0xE0) return false;
      const char32_t c = code_point_at(word, at).value;
      if (c < kFirst || c > kLast || letters_[c - kFirst].folded.size == 0) return false;
      letters_[c - kFirst].folded.append_to(out.text);
      letters_[c - kFirst].stripped.append_to(out.stripped);
      at += 2;
    }
    return true;
  }

 private:
  static constexpr char32_t kFirst = 0xAA, kLast = 0x52F;
  struct Short {
    Short() = default;
    /// Empty where the text is too long for the table.
    explicit Short(const std::string& text) : size(text.size() <= sizeof bytes ? text.size() : 0) {
      std::copy_n(text.data(), size, bytes);
    }
    void append_to(std::string& out) const { out.append(bytes, size); }

    char bytes[7]{};
    unsigned char size = 0;
  };
  struct Letter {
    Short folded, stripped;
  };
  std::array<Letter, kLast - kFirst + 1> letters_{};
};

}  // namespace

void fold(std::string_view word, Folded& out) {
  out.text.clear();
  out.stripped.clear();
  if (is_ascii(word)) {
    for (const char c : word) out.text += lower_ascii(c);
    return;
  }
  static const LetterTable letters;
  if (!letters.fold(word, out)) fold_by_rules(word, out);
  if (out.stripped == out.text) out.stripped.clear();
}

Folded fold(std::string_view word) {
  Folded out;
  fold(word, out);
  return out;
}

std::string nfc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  std::string out;
  normalize(nfc_normalizer(), from_utf8(text)).toUTF8String(out);
  return out;
}

bool is_nfc(std::string_view text) {
  if (is_ascii(text)) return true;
  UErrorCode status = U_ZERO_ERROR;
  return nfc_normalizer().isNormalizedUTF8({text.data(), static_cast<int32_t>(text.size())}, status);
}

std::string exact_form(std::string_view word) {
  std::string out = nfc(word);
  for (auto at = out.find("\uFE0F"); at != std::string::npos; at = out.find("\uFE0F", at)) out.erase(at, 3);
  return out;
}

std::string fold_case(std::string_view text) {
  std::string out;
  if (is_ascii(text)) {
    out.resize(text.size());
    std::transform(text.begin(), text.end(), out.begin(), lower_ascii);
    return out;
  }
  normalize(casefold_normalizer(), from_utf8(text)).toUTF8String(out);
  return out;
}

const Mapped::Piece& Mapped::piece_of(std::size_t offset) const {
  const auto after = std::upper_bound(pieces.begin(), pieces.end(), offset,
                                      [](std::size_t o, const Piece& piece) { return o < piece.at; });
  return *std::prev(after);
}

Mapped normalize_mapped(std::string_view text, Form form) {
  const Normalizer2& normalizer = form == Form::nfc ? nfc_normalizer() : casefold_normalizer();
  Mapped out;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin + code_point_at(text, begin).size;
    while (end < text.size() && !normalizer.hasBoundaryBefore(static_cast<UChar32>(code_point_at(text, end).value)))
      end += code_point_at(text, end).size;
    const auto at = out.text.size();
    normalize(normalizer, from_utf8(text.substr(begin, end - begin))).toUTF8String(out.text);
    if (out.text.size() > at)
      out.pieces.push_back(
          {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    begin = end;
  }
  return out;
}

}  // namespace resonanz::text
