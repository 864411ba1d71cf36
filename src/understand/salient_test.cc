#include "understand/salient.h"

#include <gtest/gtest.h>

#include "understand/relevance.h"
#include "understand/shipped.h"

namespace resonanz::understand {
namespace {

using Terms = std::vector<std::string_view>;

const CommonWords& common() {
  static const auto shipped = shipped_models();
  return shipped->words;
}

TEST(Salient, NamesAndRareWordsAreToldAndCommonOnesAreNot) {
  const std::string_view text = "Das Lastenrad von Kranich Rad ist bei uns und hat eine defekte Scheibenbremse.";
  const Terms terms = salient_terms(text, "de", common());
  EXPECT_NE(std::find(terms.begin(), terms.end(), "Kranich Rad"), terms.end());
  EXPECT_NE(std::find(terms.begin(), terms.end(), "Scheibenbremse"), terms.end());
  for (const std::string_view word : {"Das", "von", "ist", "und", "eine"})
    EXPECT_EQ(std::find(terms.begin(), terms.end(), word), terms.end()) << word;
}

TEST(Salient, ATermIsToldOnceAndNoWordInTwoTerms) {
  const std::string_view text = "Kranich Rad, KRANICH RAD und nochmals Kranich Rad: Rückruf, Rückruf!";
  const Terms terms = salient_terms(text, "de", common(), 10);
  EXPECT_EQ(std::count(terms.begin(), terms.end(), "Kranich Rad"), 1);
  EXPECT_EQ(std::count(terms.begin(), terms.end(), "Kranich"), 0);
  EXPECT_EQ(std::count(terms.begin(), terms.end(), "Rückruf"), 1);
}

TEST(Salient, WithoutATableOrWordsThereAreNoTerms) {
  EXPECT_TRUE(salient_terms("Kranich Rad", "xx", common()).empty());
  for (const std::string_view text : {"", "12 34", "@kranich", "https://kranich.example/rad", "🙂"})
    EXPECT_TRUE(salient_terms(text, "de", common()).empty()) << text;
}

TEST(Relevance, TitleRepetitionAndAnEarlyPlaceCountForAndLengthAgainst) {
  const MatchPlaces once{.in_title = false, .count = 1, .first = 0.5, .words = 40};
  const auto with = [&](auto change) {
    MatchPlaces other = once;
    change(other);
    return relevance_of(other);
  };
  EXPECT_GT(with([](MatchPlaces& m) { m.in_title = true; }), relevance_of(once));
  EXPECT_GT(with([](MatchPlaces& m) { m.count = 3; }), relevance_of(once));
  EXPECT_GT(with([](MatchPlaces& m) { m.first = 0; }), relevance_of(once));
  EXPECT_LT(with([](MatchPlaces& m) { m.words = 2000; }), relevance_of(once));
}

}  // namespace
}  // namespace resonanz::understand
