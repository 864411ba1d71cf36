#include "listen/lint.h"

#include "listen/testing.h"

namespace resonanz::listen {
namespace {

/// "W_IMPLIED 4" a line for each warning.
std::string told(std::string_view text, const Lists& lists = {}) {
  std::string out;
  for (const Remark& remark : warnings_of(must_parse(text, lists)))
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", remark.code_text(), remark.offset);
  return out;
}

TEST(Lint, MixedAndOrWithoutParentheses) {
  EXPECT_EQ(told("a OR b c"), "W_MIXED 2");
  EXPECT_EQ(told("a OR (b c)"), "");
}
TEST(Lint, AContradictionNeverMatches) {
  EXPECT_EQ(told("rad -rad"), "W_NEVER 5");
  EXPECT_EQ(told("rad bremse -(x OR rad)"), "W_NEVER 18");
  EXPECT_EQ(told("rad (x OR y) -x -y"), "W_NEVER_ALONE 5");
  EXPECT_EQ(told("\"rad kaputt\" -rad"), "W_NEVER 14");
  EXPECT_EQ(told("rad -rad*"), "W_NEVER 5");
  EXPECT_EQ(told("rad{3,} -rad"), "W_NEVER 9");
  EXPECT_EQ(told("rad NEAR/3 bremse -bremse"), "W_NEVER 19");
  EXPECT_EQ(told("title:rad -rad"), "W_NEVER 11");
  EXPECT_EQ(told("#rad -rad"), "W_NEVER 6");
}
TEST(Lint, MembersThatExcludeEachOtherNeverMatch) {
  EXPECT_EQ(told("after:2026-03-01 before:2026-02-01"), "W_NEVER 17");
  EXPECT_EQ(told("after:2026-02-01 before:2026-03-01"), "");
  EXPECT_EQ(told("lang:de lang:en"), "W_NEVER 8");
  EXPECT_EQ(told("kind:post kind:reply"), "W_NEVER 10");
  EXPECT_EQ(told("likes:..3 likes:5.."), "W_NEVER 10");
  EXPECT_EQ(told("likes:..5 likes:5.."), "");
  EXPECT_EQ(told("site:a.de site:b.de"), "W_NEVER 10");
  EXPECT_EQ(told("author:x author:y"), "");  // a handle and an id
  EXPECT_EQ(told("link:a.de link:b.de"), "");
}
TEST(Lint, WhatNeverMatchesBesidesOthersIsTold) {
  EXPECT_EQ(told("a OR (b -b)"), "W_CLASH 6");
  EXPECT_EQ(told("a (b OR -a)"), "W_DEAD 9");
  EXPECT_EQ(told("title:text:a"), "W_NO_FIELD 0");
  EXPECT_EQ(told("site:shop.acme.de OR a"), "W_SITE_HOST 0");
  Lists lists;
  ASSERT_TRUE(lists.add("leer", "words", {}).ok());
  EXPECT_EQ(told("a OR list:leer", lists), "W_EMPTY_LIST 5");
}
TEST(Lint, WhatAlwaysMatchesIsTold) {
  EXPECT_EQ(told("sample:100"), "W_ALWAYS 0");
  EXPECT_EQ(told("rad OR sample:100"), "W_ALWAYS 7");
  EXPECT_EQ(told("rad sample:100"), "W_SURE 4");
  EXPECT_EQ(told("rad (x OR -x)"), "W_SURE 5");
  EXPECT_EQ(told("kind:post OR kind:reply OR kind:repost OR kind:quote OR kind:comment OR kind:review OR "
                 "kind:article OR kind:edit"),
            "W_ALWAYS 0");
}
TEST(Lint, ASwallowedTermIsTold) {
  EXPECT_EQ(told("rad OR rad*"), "W_SWALLOWED 0");
  EXPECT_EQ(told("rad* OR radler"), "W_SWALLOWED 8");
  EXPECT_EQ(told("radl* OR rad*"), "W_SWALLOWED 0");
  EXPECT_EQ(told("\"das rad\" OR rad"), "W_SWALLOWED 0");
  EXPECT_EQ(told("\"das rad\" OR \"das rad quietscht\""), "W_SWALLOWED 13");
  EXPECT_EQ(told("rad OR (rad bremse)"), "W_SWALLOWED 8");
  EXPECT_EQ(told("=Rad OR rad"), "W_SWALLOWED 0");
  EXPECT_EQ(told("likes:5.. OR likes:3.."), "W_SWALLOWED 0");
  EXPECT_EQ(told("a NEAR/2 b OR a NEAR/5 b"), "W_SWALLOWED 0");
  EXPECT_EQ(told("rad OR rad-haus*"), "");
  Lists lists;
  ASSERT_TRUE(lists.add("marken", "words", {"kranich", "rad haus"}).ok());
  EXPECT_EQ(told("kranich OR list:marken", lists), "W_DUPLICATE 0");
  EXPECT_EQ(told("\"kranich rad\" OR list:marken", lists), "W_SWALLOWED 0");
  EXPECT_EQ(told("rad OR list:marken", lists), "");  // an item of a list is kept elsewhere
}
TEST(Lint, WhatIsAskedForTwiceIsTold) {
  EXPECT_EQ(told("rad bremse Rad"), "W_DUPLICATE 11");
  EXPECT_EQ(told("rad OR RAD"), "W_DUPLICATE 7");
  EXPECT_EQ(told("rad*  rad"), "W_IMPLIED 0");
  EXPECT_EQ(told("a -b -b"), "W_DUPLICATE 6");
  EXPECT_EQ(told("a -rad* -rad"), "W_IMPLIED 9");
}
TEST(Lint, ANotThatExcludesNothingIsTold) {
  EXPECT_EQ(told("lang:de -lang:en"), "W_IDLE_NOT 9");
  EXPECT_EQ(told("likes:..3 -likes:10.."), "W_IDLE_NOT 11");
  EXPECT_EQ(told("a -title:text:b"), "W_NO_FIELD 3, W_IDLE_NOT_ALONE 3");
  EXPECT_EQ(told("rad -lang:de"), "");
}
TEST(Lint, TheSentencesNameBothParts) {
  const auto warnings = warnings_of(must_parse("rad OR rad*"));
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_EQ(warnings[0].sentence("de"), "rad bringt nichts hinzu: rad* deckt es schon ab.");
  EXPECT_EQ(warnings[0].sentence("en"), "rad adds nothing: rad* covers it already.");
}
TEST(Lint, OrdinaryQueriesAreLeftAlone) {
  for (const char* text :
       {"(kranich* OR L3) (brems* OR \"lenker wackelt\"~2) -gewinnspiel", "bahn* OR *bahn", "rad -\"rad fahren\"",
        "x{3,} title:y", "network:bluesky (a OR b) -kind:repost", "\"a b\" OR \"b a\"", "a NEAR/2 b OR b ONEAR/5 a"})
    EXPECT_EQ(told(text), "") << text;
}
TEST(Lint, TheDeepestQueryIsLookedAt) {
  std::string deep = "a";
  for (int i = 0; i < 490; ++i) deep = fmt::format("b{} (c{} OR ({}))", i, i, deep);
  EXPECT_NO_FATAL_FAILURE(warnings_of(must_parse(deep)));
  EXPECT_EQ(told(fmt::format("b489 -b489 {}", deep)).substr(0, 7), "W_NEVER");
}
TEST(Lint, AHugeQueryIsLookedAtInBoundedSteps) {
  std::string many;
  for (int i = 0; i < 30'000; ++i) many += fmt::format("{}wort{:05}* OR wort{:05}x", i ? " OR " : "", i, i);
  EXPECT_NO_FATAL_FAILURE(warnings_of(must_parse(many)));
}

}  // namespace
}  // namespace resonanz::listen
