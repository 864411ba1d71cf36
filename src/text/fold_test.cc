#include "text/fold.h"

#include <gtest/gtest.h>

#include "text/utf8.h"

namespace resonanz::text {
namespace {

std::string folded(std::string_view word) { return fold(word).text; }
std::string stripped(std::string_view word) { return fold(word).stripped; }

TEST(Fold, CaseIsFolded) {
  EXPECT_EQ(folded("ACME"), "acme");
  EXPECT_EQ(folded("ΣΊΣΥΦΟΣ"), folded("σίσυφος"));
}
TEST(Fold, GermanAndNordicLettersAreExpanded) {
  EXPECT_EQ(folded("ÄÖÜäöüß"), "aeoeueaeoeuess");
  EXPECT_EQ(folded("ẞ"), "ss");
  EXPECT_EQ(folded("Ærø Œuvre Å"), "aeroe oeuvre aa");
  EXPECT_EQ(folded("u\u0308"), "ue");  // decomposed
}
TEST(Fold, StrippedFormsExistForAeOeUeAaAndOslash) {
  EXPECT_EQ(stripped("Müller"), "muller");
  EXPECT_EQ(stripped("Ångström"), "angstrom");
  EXPECT_EQ(stripped("søster"), "soster");
  EXPECT_EQ(stripped("Straße"), "");
  EXPECT_EQ(stripped("Ærlig"), "");
}
TEST(Fold, EveryOtherDiacriticIsStripped) {
  EXPECT_EQ(folded("Café naïve Łódź ñ ç đ"), "cafe naive lodz n c d");
  EXPECT_EQ(folded("Ёлка"), "елка");
  EXPECT_EQ(folded("عَرَبِيّ"), "عربي");
}
TEST(Fold, DotlessAndDottedIBecomeI) {
  EXPECT_EQ(folded("ılıca"), "ilica");
  EXPECT_EQ(folded("İstanbul"), "istanbul");
  EXPECT_EQ(folded("ISTANBUL"), "istanbul");
}
TEST(Fold, CompatibilityFormsAreTheirPlainLetters) {
  EXPECT_EQ(folded("ｆｕｌｌ"), "full");
  EXPECT_EQ(folded("ﬁn"), "fin");
}
TEST(Fold, LettersThatAreMarksStay) {
  EXPECT_EQ(folded("हिन्दी"), "हिन्दी");
  EXPECT_EQ(folded("が"), "が");
  EXPECT_EQ(folded("한국"), "한국");
}
TEST(Fold, MappedTextLeadsBackToItsBytes) {
  const Mapped map = normalize_mapped("xe\u0301y", Form::nfc);
  EXPECT_EQ(map.text, "x\u00E9y");
  EXPECT_EQ(map.piece_of(1).begin, 1u);
  EXPECT_EQ(map.piece_of(2).end, 4u);
  EXPECT_EQ(map.piece_of(3).begin, 4u);
}

/// A letter that no table knows, in front, takes the long way through the rules.
TEST(Fold, TheTableOfLettersSaysWhatTheRulesSay) {
  const std::string unknown = "\u4E00";
  for (char32_t c = 0x80; c < 0x600; ++c) {
    std::string word = "xA";
    append(word, c);
    word += "aB";
    append(word, c ^ 1);
    const Folded quick = fold(word), slow = fold(unknown + word);
    EXPECT_EQ(unknown + quick.text, slow.text) << word;
    EXPECT_EQ(quick.stripped.empty() ? "" : unknown + quick.stripped, slow.stripped) << word;
  }
}

}  // namespace
}  // namespace resonanz::text
