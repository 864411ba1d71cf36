#pragma once
// Spelling differences that do not matter to a reader of German or English, taken away (query-language.md, "Folding").

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace resonanz::text {

struct Folded {
  std::string text;  ///< NFKC, case folded, ä→ae ö→oe ü→ue å→aa ø→oe æ→ae œ→oe ß→ss, other diacritics stripped
  std::string stripped;  ///< the same with ä→a ö→o ü→u å→a ø→o; empty where `text` says it already
};

/// Folds one word. Marks are stripped where they are diacritics (Latin, Greek, Cyrillic, Hebrew, Arabic); the vowel
/// signs of Indic scripts and the voicing marks of kana are letters and stay. Writes over `out`, keeping its memory.
void fold(std::string_view word, Folded& out);
Folded fold(std::string_view word);

/// NFC without U+FE0F: the form that `=Word` compares.
std::string exact_form(std::string_view word);
/// NFC.
std::string nfc(std::string_view text);
/// True if `text` is NFC already (the usual case, checked without allocating).
bool is_nfc(std::string_view text);
/// For names and handles: NFKC and case folding, nothing stripped.
std::string fold_case(std::string_view text);

/// A normalised text that remembers where its pieces came from.
struct Mapped {
  std::string text;
  /// Piece i covers text[pieces[i].at, pieces[i+1].at) and came from the bytes [begin, end) of the original.
  struct Piece {
    std::uint32_t at, begin, end;
  };
  std::vector<Piece> pieces;

  const Piece& piece_of(std::size_t offset) const;
};
enum class Form { nfc, nfkc_casefold };
Mapped normalize_mapped(std::string_view text, Form form);

}  // namespace resonanz::text
