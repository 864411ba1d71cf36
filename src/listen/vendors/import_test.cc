// Every operator of the merged table of the four tools: what becomes of it, with which notes, or why it is refused.
#include "listen/vendors/import.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "listen/parse.h"
#include "listen/print.h"
#include "listen/testing.h"

namespace resonanz::listen {
namespace {

/// "QUERY" or "QUERY | N_SLOP 0, …", or "E_FOREIGN 4 detail".
std::string imported(Vendor vendor, std::string_view text) {
  const auto result = import_query(vendor, text);
  if (!result)
    return fmt::format("{} {} {}", code_of(result.error().code), result.error().offset.value_or(99999),
                       result.error().detail);
  EXPECT_TRUE(parse(result->query, Rules::live).ok()) << result->query;
  std::string out = result->query;
  for (const Remark& note : result->notes)
    out += fmt::format("{}{} {}", &note == &result->notes[0] ? " | " : ", ", note.code_text(), note.offset);
  return out;
}
std::string bw(std::string_view text) { return imported(Vendor::brandwatch, text); }
std::string tw(std::string_view text) { return imported(Vendor::talkwalker, text); }
std::string mw(std::string_view text) { return imported(Vendor::meltwater, text); }
std::string x(std::string_view text) { return imported(Vendor::x, text); }

TEST(ImportBrandwatch, BooleanOperators) {
  EXPECT_EQ(bw("rad AND bremse"), "rad AND bremse");
  EXPECT_EQ(bw("rad OR bremse"), "rad OR bremse");
  EXPECT_EQ(bw("(rad OR bike) NOT gewinn"), "(rad OR bike) AND NOT gewinn");
  EXPECT_EQ(bw("rad AND -gewinn"), "rad AND NOT gewinn");
  EXPECT_EQ(bw("rad AND bremse OR gabel"), "(rad AND bremse) OR gabel | N_PRECEDENCE 0");
  EXPECT_EQ(bw("(rad AND bremse) OR gabel"), "(rad AND bremse) OR gabel");
  EXPECT_EQ(bw("rad bremse"), "rad AND bremse | N_ADJACENT 0");
  EXPECT_EQ(bw("rad and bremse"), "rad AND and AND bremse | N_ADJACENT 0");
}
TEST(ImportBrandwatch, PhrasesAndDistance) {
  EXPECT_EQ(bw("\"kranich rad\""), "\"kranich rad\"");
  EXPECT_EQ(bw("“kranich rad”"), "\"kranich rad\"");
  EXPECT_EQ(bw("\"rad kaputt\"~5"), "\"rad kaputt\"~5 | N_SLOP 0");
  EXPECT_EQ(bw("(rad OR bike) NEAR/5 (kaputt OR defekt)"), "(rad OR bike) NEAR/5 (kaputt OR defekt) | N_NEAR 14");
  EXPECT_EQ(bw("rad NEAR/3f kaputt"), "rad ONEAR/3 kaputt | N_NEAR 4");
  EXPECT_EQ(bw("rad NEAR/0f kaputt"), "rad ONEAR/0 kaputt | N_NEAR 4");
  EXPECT_EQ(bw("(a NEAR/2 b) NEAR/4 c").substr(0, 21), "(a NEAR/2 b) NEAR/4 c");
  EXPECT_EQ(bw("rad NEAR/200 kaputt"), "E_NEAR_RANGE 4 NEAR/200");
  EXPECT_EQ(bw("NEAR/0f kaputt"), "E_SYNTAX 0 ? NEAR/0f");
  EXPECT_EQ(bw("rad NEAR/5 (a AND b)").substr(0, 17), "E_NEAR_OPERAND 12");
}
TEST(ImportBrandwatch, WordsWildcardsAndSigns) {
  EXPECT_EQ(bw("bahn*"), "bahn*");
  EXPECT_EQ(bw("str*bahn"), "str*bahn");
  EXPECT_EQ(bw("mei?r"), "mei?r");
  EXPECT_EQ(bw("b*"), "E_WILDCARD_SHORT 0 b*");
  EXPECT_EQ(bw("Google+"), "Google | N_SIGN 0");
  EXPECT_EQ(bw("AT&T"), "\"AT T\" | N_SIGN 0");
  EXPECT_EQ(bw("\"AT&T deal\""), "\"AT T deal\" | N_SIGN 0");
  EXPECT_EQ(bw("\"C++ rocks\"~2"), "\"C rocks\"~2 | N_SIGN 0, N_SLOP 0");
  EXPECT_EQ(bw("raw:\"Google+\""), "raw:\"Google+\" | N_RAW 0");
  EXPECT_EQ(bw("raw:Google+"), "raw:\"Google+\" | N_RAW 0");
  EXPECT_EQ(bw("#rad"), "#rad | N_TAG 0");
  EXPECT_EQ(bw("Müller"), "Müller | N_FOLDING 0");
  EXPECT_EQ(bw("{Apple}"), "E_FOREIGN 0 {Apple}");
}
TEST(ImportBrandwatch, Fields) {
  EXPECT_EQ(bw("title:(rad OR \"kranich rad\")"), "title:(rad OR \"kranich rad\")");
  EXPECT_EQ(bw("site:acme.de"), "site:acme.de | N_SITE 0");
  EXPECT_EQ(bw("site:shop.acme.de"), "host:shop.acme.de | N_SITE 0");
  EXPECT_EQ(bw("site:(acme.de OR rad.example)"), "site:acme.de OR site:rad.example | N_SITE 6, N_SITE 17");
  EXPECT_EQ(bw("links:acme.de"), "link:acme.de | N_LINK 0");
  EXPECT_EQ(bw("author:\"kranich rad\""), "author:\"kranich rad\"");
  EXPECT_EQ(bw("rad language:de"), "rad AND lang:de | N_ADJACENT 0");
  EXPECT_EQ(bw("at_mentions:kranich"), "mentions:kranich | N_MENTION 0");
  EXPECT_EQ(bw("hashtags:rad"), "#rad");
  EXPECT_EQ(bw("engagementType:RETWEET"), "kind:repost");
  for (const char* field : {"continent", "country", "state", "county", "city", "url", "foo"})
    EXPECT_EQ(bw(fmt::format("rad AND {}:x", field)), fmt::format("E_FOREIGN 8 {}:", field));
}

TEST(ImportTalkwalker, BooleanOperators) {
  EXPECT_EQ(tw("rad AND NOT gewinn"), "rad AND NOT gewinn");
  EXPECT_EQ(tw("rad NOT gewinn"), "rad AND NOT gewinn");
  EXPECT_EQ(tw("rad -gewinn"), "rad AND NOT gewinn");
  EXPECT_EQ(tw("rad OR bike AND kaputt"), "rad OR (bike AND kaputt) | N_PRECEDENCE 0");
}
TEST(ImportTalkwalker, PhrasesAndWordsBesideOneAnother) {
  EXPECT_EQ(tw("\"kranich rad\""), "\"kranich rad\"");
  EXPECT_EQ(tw("\"kranich rad\"~4"), "\"kranich rad\"~4 | N_SLOP 0");
  EXPECT_EQ(tw("kranich rad"), "\"kranich rad\"~10 | N_ADJACENT_SLOP 0");
  EXPECT_EQ(tw("kranich rad kiel -gewinn"), "\"kranich rad kiel\"~20 AND NOT gewinn | N_ADJACENT_SLOP 0");
  EXPECT_EQ(tw("a b c d"), "a AND b AND c AND d | N_ADJACENT_WIDE 0");
  EXPECT_EQ(tw("rad NEAR/4 kaputt"), "rad NEAR/4 kaputt | N_NEAR 4");
  EXPECT_EQ(tw("rad SENTENCE kaputt"), "E_FOREIGN 4 SENTENCE");
}
TEST(ImportTalkwalker, SpellingAndSigns) {
  EXPECT_EQ(tw("++\"Kranich!\""), "raw:\"Kranich!\" | N_RAW 0");
  EXPECT_EQ(tw("+\"Kranich Rad\""), "\"Kranich Rad\" | N_RAW_CASE 0");
  EXPECT_EQ(tw("IKEA"), "=IKEA | N_CAPITALS 0");
  EXPECT_EQ(tw("ÖBB"), "=ÖBB | N_CAPITALS 0");
  EXPECT_EQ(tw("Öbb"), "Öbb | N_FOLDING 0");
  EXPECT_EQ(tw("AT&T"), "AT&T");
  EXPECT_EQ(tw("e-bike"), "e-bike | N_HYPHEN 0");
  EXPECT_EQ(tw("rad*"), "rad*");
  EXPECT_EQ(tw("mei?r"), "mei?r");
  EXPECT_EQ(tw("#rad OR @kranich OR $AAPL"), "#rad OR @kranich OR $AAPL");
}
TEST(ImportTalkwalker, Fields) {
  EXPECT_EQ(tw("title:rad"), "title:rad");
  EXPECT_EQ(tw("site:\"acme.de\""), "site:acme.de | N_SITE 0");
  EXPECT_EQ(tw("host_url:shop.acme.de"), "host:shop.acme.de | N_SITE 0");
  EXPECT_EQ(tw("domain_url:acme.de"), "site:acme.de | N_SITE 0");
  EXPECT_EQ(tw("author:kranich"), "author:kranich");
  for (const char* field : {"engagement", "reach", "lang"})
    EXPECT_EQ(tw(fmt::format("rad AND {}:x", field)), fmt::format("E_FOREIGN 8 {}:", field));
}

TEST(ImportMeltwater, BooleanOperatorsAndPhrases) {
  EXPECT_EQ(mw("rad OR bremse AND NOT gewinn"), "rad OR (bremse AND NOT gewinn)");
  EXPECT_EQ(mw("\"lasten* rad\""), "\"lasten* rad\"");
  EXPECT_EQ(mw("rad kaputt"), "rad AND kaputt | N_ADJACENT 0");
}
TEST(ImportMeltwater, Distance) {
  EXPECT_EQ(mw("rad NEAR kaputt"), "rad NEAR/4 kaputt | N_NEAR_DEFAULT 4");
  EXPECT_EQ(mw("rad NEAR/7 kaputt"), "rad NEAR/7 kaputt");
  EXPECT_EQ(mw("rad ONEAR kaputt"), "rad ONEAR/4 kaputt | N_NEAR_DEFAULT 4");
  EXPECT_EQ(mw("rad ONEAR/2 kaputt"), "rad ONEAR/2 kaputt");
}
TEST(ImportMeltwater, WildcardsWeightsAndFields) {
  EXPECT_EQ(mw("*bahn* OR str*bahn OR bahn* OR *bahn OR mei?r"), "*bahn* OR str*bahn OR bahn* OR *bahn OR mei?r");
  EXPECT_EQ(mw("rad^3 OR \"kranich rad\"^2"), "rad OR \"kranich rad\" | N_WEIGHT 0, N_WEIGHT 9");
  EXPECT_EQ(mw("title:(rad AND bremse)"), "title:(rad AND bremse)");
  EXPECT_EQ(mw("#rad"), "#rad | N_TAG 0");
  EXPECT_EQ(mw("ingress:rad"), "E_FOREIGN 0 ingress:");
  EXPECT_EQ(mw("url:acme.de"), "E_FOREIGN 0 url:");
  EXPECT_EQ(mw("\"a b\"~3"), "E_FOREIGN 0 \"…\"~3");
}

TEST(ImportX, BooleanOperators) {
  EXPECT_EQ(x("rad bremse"), "rad AND bremse");
  EXPECT_EQ(x("rad bremse OR gabel"), "(rad AND bremse) OR gabel");
  EXPECT_EQ(x("rad AND bremse"), "rad AND bremse | N_JOIN 4");
  EXPECT_EQ(x("rad -gewinn"), "rad AND NOT gewinn");
  EXPECT_EQ(x("rad -(gewinn OR los)"), "rad AND NOT (gewinn OR los) | N_NOT_GROUP 5");
  EXPECT_EQ(x("apple OR -ipad").substr(0, 12), "E_UNANCHORED");
  EXPECT_EQ(x("-ipad").substr(0, 12), "E_UNANCHORED");
  EXPECT_EQ(x("rad NOT gewinn"), "E_FOREIGN 4 NOT");
}
TEST(ImportX, WordsPhrasesAndTags) {
  EXPECT_EQ(x("\"kranich rad\""), "\"kranich rad\"");
  EXPECT_EQ(x("\"rad, kaputt\""), "\"rad, kaputt\" | N_PUNCTUATION 0");
  EXPECT_EQ(x("\"rad kaputt\"~6"), "\"rad kaputt\"~6");
  EXPECT_EQ(x("\"rad kaputt\"~7"), "E_NEAR_RANGE 0 ~7");
  EXPECT_EQ(x("rad*"), "E_FOREIGN 0 rad*");
  EXPECT_EQ(x("#rad $AAPL 🚲"), "#rad AND $AAPL AND 🚲");
  EXPECT_EQ(x("@kranich"), "mentions:kranich | N_MENTION 0");
  EXPECT_EQ(x("bäcker"), "bäcker | N_FOLDING 0");
  EXPECT_EQ(x("rad NEAR/4 bremse"), "E_FOREIGN 4 NEAR/4");
}
TEST(ImportX, FieldsThatHaveTheirLike) {
  EXPECT_EQ(x("from:kranich to:rad"), "author:kranich AND to:rad");
  EXPECT_EQ(x("rad lang:de -is:retweet"), "rad AND lang:de AND NOT kind:repost");
  EXPECT_EQ(x("rad (is:reply OR is:quote)"), "rad AND (kind:reply OR kind:quote)");
  EXPECT_EQ(x("rad has:links has:images has:videos"), "rad AND has:link AND has:image AND has:video");
  EXPECT_EQ(x("rad -has:media"), "rad AND NOT (has:image OR has:video) | N_MEDIA 5");
  EXPECT_EQ(x("rad has:video_link"), "rad AND has:video | N_MEDIA 4");
  EXPECT_EQ(x("url:\"https://acme.de/rad\""), "link:https://acme.de/rad | N_LINK 0");
  EXPECT_EQ(x("https://acme.de/rad"), "link:https://acme.de/rad | N_LINK 0");
  EXPECT_EQ(x("conversation_id:123"), "thread:123");
  EXPECT_EQ(x("rad sample:10"), "rad AND sample:10 | N_SAMPLE 4");
  EXPECT_EQ(x("rad min_followers:500"), "rad AND followers:500.. | N_COUNT 4");
  EXPECT_EQ(x("rad followers_count:5..9"), "rad AND followers:5..9 | N_COUNT 4");
  EXPECT_EQ(x("rad followers_count:500"), "rad AND followers:500.. | N_COUNT 4");
}
TEST(ImportX, FieldsThatHaveNoneAreRefusedWithTheirPlace) {
  for (const char* field : {"retweets_of",
                            "from_affiliate_of",
                            "to_affiliate_of",
                            "bio",
                            "bio_name",
                            "bio_location",
                            "place",
                            "place_country",
                            "point_radius",
                            "bounding_box",
                            "tweets_count",
                            "following_count",
                            "listed_count",
                            "url_title",
                            "url_description",
                            "url_contains",
                            "source",
                            "in_reply_to_tweet_id",
                            "retweets_of_tweet_id",
                            "context",
                            "entity",
                            "embedding",
                            "title"})
    EXPECT_EQ(x(fmt::format("rad {}:\"x y\"", field)), fmt::format("E_FOREIGN 4 {}:", field));
  for (const char* flag : {"is:verified", "is:nullcast", "has:geo", "has:hashtags", "has:cashtags", "has:mentions"})
    EXPECT_EQ(x(fmt::format("rad -{}", flag)), fmt::format("E_FOREIGN 5 {}", flag));
}

TEST(Import, WhatCannotBeReadIsRefusedWithItsPlace) {
  EXPECT_EQ(bw("").substr(0, 7), "E_EMPTY");
  EXPECT_EQ(bw("rad AND"), "E_SYNTAX 7 AND ?");
  EXPECT_EQ(bw("(rad").substr(0, 10), "E_SYNTAX 0");
  EXPECT_EQ(bw("rad)").substr(0, 10), "E_SYNTAX 3");
  EXPECT_EQ(bw("rad OR OR a").substr(0, 10), "E_SYNTAX 7");
  EXPECT_EQ(bw("\"rad").substr(0, 10), "E_SYNTAX 0");
  EXPECT_EQ(bw(std::string(1001, '(') + "a").substr(0, 12), "E_DEPTH 1000");
  EXPECT_EQ(bw("gut AND (rad OR b*)").substr(0, 19), "E_WILDCARD_SHORT 16");
}
TEST(Import, AQueryOfSixtyThousandTermsIsRead) {
  std::string many;
  for (int i = 0; i < 60'000; ++i) many += fmt::format("{}wort{:06}", i ? " OR " : "", i);
  for (const Vendor vendor : {Vendor::brandwatch, Vendor::talkwalker, Vendor::meltwater, Vendor::x}) {
    const auto result = import_query(vendor, many);
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result->query, many);
  }
}
TEST(Import, EveryNoteHasASentenceInTwoLanguages) {
  const auto result = import_query(Vendor::talkwalker, "kranich rad");
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->notes[0].sentence("de"),
            "Talkwalker liest Wörter nebeneinander als lockere Wortfolge; hier: \"kranich rad\"~10.");
  EXPECT_EQ(result->notes[0].sentence("en"),
            "Talkwalker reads words beside one another as a loose phrase; here: \"kranich rad\"~10.");
}

RC_GTEST_PROP(ImportProperty, AnyTextIsReadHereOrRefusedWithAPlaceInside, (const std::vector<std::uint8_t>& choices)) {
  static constexpr const char* kPieces[] = {"a",       "rad",      " ",  " ",        "(",
                                            ")",       "\"",       "-",  "*",        "?",
                                            "~3",      "{3,}",     ":",  "title:",   "site:acme.de",
                                            "raw:",    "=",        "#",  " OR ",     " AND ",
                                            " NOT ",   " NEAR/2 ", "^2", "++",       "from:",
                                            "NEAR/3f", "ä",        "東", "is:reply", "https://a.de",
                                            "."};
  std::string text;
  for (const std::uint8_t choice : choices) text += kPieces[choice % std::size(kPieces)];
  for (const Vendor vendor : {Vendor::brandwatch, Vendor::talkwalker, Vendor::meltwater, Vendor::x}) {
    const auto result = import_query(vendor, text);
    RC_CLASSIFY(result.ok(), "read");
    if (result) RC_ASSERT(parse(result->query, Rules::live).ok());
    else RC_ASSERT(result.error().offset.value_or(text.size() + 1) <= text.size());
  }
}

}  // namespace
}  // namespace resonanz::listen
