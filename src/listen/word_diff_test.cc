#include "listen/word_diff.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace resonanz::listen {
namespace {

using Kind = DiffPiece::Kind;

/// "rad [-bremse-] {+gabel+}".
std::string diff(std::string_view before, std::string_view after) {
  std::string out;
  for (const DiffPiece& piece : word_diff(before, after)) {
    if (piece.kind == Kind::same) out += piece.text;
    else out += (piece.kind == Kind::removed ? "[-" : "{+") + piece.text + (piece.kind == Kind::removed ? "-]" : "+}");
  }
  return out;
}

TEST(WordDiff, ShowsWordsThatCameAndWent) {
  EXPECT_EQ(diff("rad bremse", "rad bremse"), "rad bremse");
  EXPECT_EQ(diff("rad bremse kaputt", "rad gabel kaputt"), "rad [-bremse-]{+gabel+} kaputt");
  EXPECT_EQ(diff("(rad OR bike)", "(rad OR bike OR velo)"), "(rad OR bike{+ OR velo+})");
  EXPECT_EQ(diff("", "rad"), "{+rad+}");
  EXPECT_EQ(diff("rad", ""), "[-rad-]");
}
TEST(WordDiff, AHugeDifferenceIsShownWhole) {
  std::string a, b;
  for (int i = 0; i < 3000; ++i) a += "a" + std::to_string(i) + " ", b += "b" + std::to_string(i) + " ";
  EXPECT_EQ(word_diff("x " + a, "x " + b).size(), 4u);
}

RC_GTEST_PROP(WordDiffProperty, ThePiecesMakeBothTexts,
              (const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b)) {
  static constexpr const char* kPieces[] = {"rad", "bremse", " ", "(", ")", "\"", "ä", "OR"};
  const auto text = [](const std::vector<std::uint8_t>& choices) {
    std::string out;
    for (const std::uint8_t choice : choices) out += kPieces[choice % std::size(kPieces)];
    return out;
  };
  const std::string before = text(a), after = text(b);
  std::string old_text, new_text;
  for (const DiffPiece& piece : word_diff(before, after)) {
    RC_ASSERT(!piece.text.empty());
    if (piece.kind != Kind::added) old_text += piece.text;
    if (piece.kind != Kind::removed) new_text += piece.text;
  }
  RC_ASSERT(old_text == before);
  RC_ASSERT(new_text == after);
}

}  // namespace
}  // namespace resonanz::listen
