#include "listen/explain.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "listen/random_post.h"
#include "listen/random_query.h"

namespace resonanz::listen {
namespace {

/// A line a part: "+" holds, "-" does not, "!" before it where it decides; the words that were found behind "@".
std::string explained(std::string_view text, const Post& post, const Lists& lists = {}) {
  const Query query = must_parse(text, lists);
  Document document;
  document.assign(post);
  std::string out;
  for (const Explained& part : explain(query, document)) {
    out += fmt::format("{}{}{}{}", std::string(part.depth, ' '), part.decides ? "!" : "", part.holds ? '+' : '-',
                       part.text);
    for (const Span& span : part.spans)
      out += fmt::format(" @{}", document.text_of(span.field).substr(span.begin, span.end - span.begin));
    if (part.left_out) out += fmt::format(" ({} more)", part.left_out);
    out += '\n';
  }
  return out;
}

TEST(Explain, TheTruePartsWithTheirPlacesAndThoseThatWereNot) {
  EXPECT_EQ(explained("(rad OR bremse) quietscht -gewinn", post_of("Die Bremse quietscht")),
            "!+AND\n !+OR\n  -rad\n  !+bremse @Bremse\n !+quietscht @quietscht\n !+NOT\n  !-gewinn\n");
}
TEST(Explain, WhatWasExcludedIsMarked) {
  EXPECT_EQ(explained("rad -gewinn", post_of("Rad Gewinnspiel, großer Gewinn!")),
            "!-AND\n +rad @Rad\n !-NOT\n  !+gewinn @Gewinn\n");
}
TEST(Explain, WhatIsNoTextHasNoPlace) {
  EXPECT_EQ(explained("rad lang:de", post_of("Rad", "de")), "!+AND\n !+rad @Rad\n !+lang:de\n");
}
TEST(Explain, AListAndANearAreOnePart) {
  Lists lists;
  ASSERT_TRUE(lists.add("marken", "words", {"kranich", "storch"}).ok());
  EXPECT_EQ(explained("list:marken", post_of("Storch und Kranich"), lists), "!+list:marken @Storch @Kranich\n");
  EXPECT_EQ(explained("rad NEAR/2 bremse", post_of("Rad mit Bremse")), "!+rad NEAR/2 bremse @Rad @Bremse\n");
}
TEST(Explain, OfManyAlternativesTheTrueOnesAreShown) {
  std::string many;
  for (int i = 0; i < 3000; ++i) many += fmt::format("{}w{}", i ? " OR " : "", i);
  const std::string out = explained(many, post_of("w2999"));
  EXPECT_NE(out.find("!+w2999 @w2999"), std::string::npos);
  EXPECT_NE(out.find("(2949 more)"), std::string::npos);
}

TEST(Explain, TheDeepestQueryIsExplainedUpToItsLimit) {
  std::string deep = "a";
  for (int i = 0; i < 490; ++i) deep = fmt::format("b (c OR ({}))", deep);
  const Query query = must_parse(deep);
  const Post post = post_of("b a");
  Document document;
  document.assign(post);
  const auto parts = explain(query, document);
  EXPECT_LE(parts.size(), kMostExplained + 2);
  EXPECT_TRUE(parts[0].holds);
}

RC_GTEST_PROP(ExplainProperty, TheFirstPartIsTheAnswerAndEveryPartIsWhatTheEvaluatorSays,
              (const std::vector<std::uint8_t>& choices, const std::vector<std::uint8_t>& words)) {
  const auto query = parse(QueryWriter(choices).query(3), Rules::search);
  if (!query) return;
  const Post post = random_post(words);
  Document document;
  document.assign(post);
  const auto parts = explain(*query, document);
  RC_ASSERT(!parts.empty());
  RC_ASSERT(parts[0].holds == matches(*query, document));
  RC_ASSERT(parts[0].decides);
  for (const Explained& part : parts)
    for (const Span& span : part.spans)
      RC_ASSERT(span.begin < span.end && span.end <= document.text_of(span.field).size());
}

}  // namespace
}  // namespace resonanz::listen
