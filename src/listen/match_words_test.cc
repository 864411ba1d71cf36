// Words, phrases and proximity, sentence by sentence of query-language.md and the vectors of the matching research.
#include "listen/testing.h"

namespace resonanz::listen {
namespace {

TEST(Words, AndOrNotLookAtTitleAndText) {
  const Post post = post_of("b c", "", "a");
  EXPECT_TRUE(hit("a b", post));
  EXPECT_TRUE(hit("x OR c", post));
  EXPECT_FALSE(hit("b -a", post));
  EXPECT_FALSE(hit("a x", post));
  EXPECT_FALSE(hit("b -\"b c\"", post));
}
TEST(Words, CaseDoesNotMatter) {
  EXPECT_TRUE(hit("ACME", "acme"));
  EXPECT_TRUE(hit("acme", "ACME"));
}
TEST(Words, UmlautsInAllPairs) {
  for (const char* query : {"müller", "MÜLLER", "mueller", "Mueller"})
    for (const char* text : {"Müller", "MÜLLER", "Mueller"})
      for (const char* lang : {"", "de", "en"}) EXPECT_TRUE(hit(query, text, lang)) << query << text << lang;
  for (const char* lang : {"", "de", "en"}) {
    EXPECT_TRUE(hit("muller", "Muller", lang));
    EXPECT_FALSE(hit("müller", "Muller", lang));
    EXPECT_FALSE(hit("mueller", "Muller", lang));
  }
  EXPECT_TRUE(hit("muller", "Müller", "en"));
  EXPECT_TRUE(hit("muller", "Müller"));
  EXPECT_FALSE(hit("muller", "Müller", "de"));
  EXPECT_FALSE(hit("muller", "Müller", "de-AT"));
  EXPECT_FALSE(hit("schon", "schön", "de"));
  EXPECT_TRUE(hit("schon", "schön", "sv"));
  EXPECT_FALSE(hit("schön", "schon"));
}
TEST(Words, TheSourcesLanguageCountsWhereThePostDeclaresNone) {
  Post post = post_of("schön");
  post.source_lang = "de";
  EXPECT_FALSE(hit("schon", post));
  post.lang = "en";
  EXPECT_TRUE(hit("schon", post));
}
TEST(Words, SharpSInAllPairs) {
  for (const char* query : {"straße", "strasse", "STRAẞE"})
    for (const char* text : {"Straße", "Strasse", "STRAẞE", "STRASSE"}) EXPECT_TRUE(hit(query, text)) << query << text;
}
TEST(Words, TurkishIs) {
  for (const char* query : {"istanbul", "İstanbul", "ISTANBUL", "ıstanbul"})
    for (const char* text : {"istanbul", "İSTANBUL", "Istanbul", "ıstanbul"})
      EXPECT_TRUE(hit(query, text)) << query << text;
}
TEST(Words, HyphensAndApostrophesMatchEitherReading) {
  for (const char* text : {"E-Mail", "Email", "e mail", "e-mail-adresse"}) EXPECT_TRUE(hit("E-Mail", text)) << text;
  for (const char* query : {"email", "mailadresse", "emailadresse", "\"email adresse\"", "adresse", "E-Mail-Adresse"})
    EXPECT_TRUE(hit(query, "E-Mail-Adresse")) << query;
  for (const char* text : {"it's", "its", "it’s", "it s"}) EXPECT_TRUE(hit("it's", text)) << text;
  EXPECT_FALSE(hit("E-Mail", "mail e"));
}
TEST(Words, AQueryWordHasOnlyTheJoinedReadingOfTheWhole) {
  EXPECT_FALSE(hit("e-mail-adresse", "email adresse"));
  EXPECT_TRUE(hit("e-mail-adresse", "emailadresse"));
  EXPECT_TRUE(hit("e-mail-adresse", "e mail adresse"));
}
TEST(Words, KeptSignsMatchOnlyThatReading) {
  EXPECT_TRUE(hit("AT&T", "bei AT&T gekauft"));
  EXPECT_FALSE(hit("AT&T", "at t"));
  EXPECT_TRUE(hit("at", "AT&T"));
  EXPECT_TRUE(hit("AT&T", "AT&T/Verizon"));
  EXPECT_TRUE(hit("3.5", "Version 3.5."));
  EXPECT_FALSE(hit("3.5", "3 5"));
  EXPECT_TRUE(hit("C++", "C++-Entwickler"));
  EXPECT_FALSE(hit("C++", "c"));
  EXPECT_TRUE(hit("c", "C++"));
  EXPECT_TRUE(hit("C#", "mit C#."));
  EXPECT_TRUE(hit("Google+", "Google+ is"));
  EXPECT_TRUE(hit("acme.de", "siehe acme.de!"));
}
TEST(Words, KeptSignsBindTighterThanHyphens) {
  for (const char* query :
       {"h", "m", "filiale", "H&M", "h&mfiliale", "H&M-Filiale", "\"h&m filiale\"", "\"h m filiale\""})
    EXPECT_TRUE(hit(query, "H&M-Filiale")) << query;
  EXPECT_FALSE(hit("mfiliale", "H&M-Filiale"));
  EXPECT_TRUE(hit("H&M-Filiale", "h&m filiale"));
}
TEST(Words, TagsAreFoundByTheirKindAndByTheBareWord) {
  EXPECT_TRUE(hit("#COVID19", "#covid19"));
  EXPECT_TRUE(hit("covid19", "#COVID19"));
  EXPECT_FALSE(hit("#covid19", "covid19"));
  EXPECT_TRUE(hit("@acme", "hi @Acme!"));
  EXPECT_FALSE(hit("@acme", "info@acme.de"));
  EXPECT_TRUE(hit("@acme.test", "hi @acme.test"));
  EXPECT_TRUE(hit("$AAPL", "$aapl"));
  EXPECT_TRUE(hit("aapl", "$AAPL"));
  EXPECT_FALSE(hit("$AAPL", "aapl"));
  EXPECT_TRUE(hit("5", "$5"));
  EXPECT_FALSE(hit("$aapl", "#aapl"));
  EXPECT_TRUE(hit("\"ich liebe acme\"", "Ich liebe #acme"));
  EXPECT_TRUE(hit("#E-Mail", "#E-Mail"));
}
TEST(Words, EmojiAreTokens) {
  EXPECT_TRUE(hit("👍", "gut👍🏽"));
  EXPECT_TRUE(hit("👍🏽", "gut 👍🏽"));
  EXPECT_FALSE(hit("👍🏽", "gut 👍"));
  EXPECT_TRUE(hit("❤", "❤\uFE0F"));
  EXPECT_TRUE(hit("❤\uFE0F", "❤"));
  EXPECT_TRUE(hit("\"a 👍 b\"", "a 👍 b"));
}
TEST(Words, ScriptsWithoutSpacesMatchInside) {
  EXPECT_TRUE(hit("東京", "私は東京都に住む"));
  EXPECT_TRUE(hit("東京都", "私は東京都に住む"));
  EXPECT_FALSE(hit("京東", "東京都"));
  EXPECT_TRUE(hit("สวย", "มากสวยมาก"));
  EXPECT_TRUE(hit("東京*", "東京都"));
  EXPECT_TRUE(hit("#東京", "x #東京"));
}
TEST(Words, SoftHyphensAreReadBothWays) {
  EXPECT_TRUE(hit("haustür", "Haus\u00ADtür"));
  EXPECT_TRUE(hit("tür", "Haus\u00ADtür"));
}
TEST(Words, UrlsAreNotText) { EXPECT_FALSE(hit("acme", "https://acme.de/acme")); }
TEST(Words, BadBytesAreNoTrouble) { EXPECT_TRUE(hit("a", "a \uFFFD b")); }

TEST(Phrases, PositionsAreConsecutiveInOneField) {
  EXPECT_TRUE(hit("\"a b c\"", "x a b, c"));
  EXPECT_FALSE(hit("\"a b c\"", "a b x c"));
  EXPECT_FALSE(hit("\"a b\"", post_of("b", "", "a")));
  EXPECT_TRUE(hit("\"a b\"", "a https://x.de b"));
}
TEST(Phrases, WildcardsAndInnerGroupsAreAllowed) {
  EXPECT_TRUE(hit("\"der bahn* fährt\"", "Der Bahnhof fährt"));
  EXPECT_TRUE(hit("\"a (b OR c) d\"", "a c d"));
  EXPECT_FALSE(hit("\"a (b OR c) d\"", "a b c d"));
  EXPECT_TRUE(hit("\"ein (E-Mail OR Brief) kam\"", "ein e mail kam"));
  EXPECT_TRUE(hit("\"Müller & Söhne\"", "Müller Söhne"));
}
TEST(Phrases, SlopTakesAnyOrderInAWindow) {
  EXPECT_TRUE(hit("\"a b c\"~0", "c a b"));
  EXPECT_FALSE(hit("\"a b c\"~0", "c x a b"));
  EXPECT_TRUE(hit("\"a b c\"~1", "c x a b"));
  EXPECT_TRUE(hit("\"a b c\"~2", "c x a y b"));
  EXPECT_FALSE(hit("\"a b c\"~1", "c x a y b"));
  EXPECT_FALSE(hit("\"a a\"~5", "a b"));
  EXPECT_TRUE(hit("\"a a\"~5", "a b a"));
  EXPECT_FALSE(hit("\"a b\"~5", post_of("b", "", "a")));
  EXPECT_TRUE(hit("\"E-Mail schreiben\"~0", "schreiben E-Mail"));
}

TEST(Near, CountsTokensStrictlyBetween) {
  EXPECT_TRUE(hit("a NEAR/0 b", "a b c"));
  EXPECT_FALSE(hit("a NEAR/0 c", "a b c"));
  EXPECT_TRUE(hit("a NEAR/1 c", "a b c"));
  EXPECT_TRUE(hit("c NEAR/1 a", "a b c"));
  EXPECT_TRUE(hit("a ONEAR/1 c", "a b c"));
  EXPECT_FALSE(hit("c ONEAR/1 a", "a b c"));
}
TEST(Near, SharesNoToken) {
  EXPECT_FALSE(hit("\"new york\" NEAR/0 york", "new york"));
  EXPECT_TRUE(hit("\"new york\" NEAR/0 york", "new york york"));
  EXPECT_FALSE(hit("a NEAR/5 a", "x a y"));
  EXPECT_TRUE(hit("a NEAR/5 a", "a y a"));
  EXPECT_FALSE(hit("email NEAR/5 mail", "E-Mail"));
  EXPECT_FALSE(hit("a NEAR/5 a NEAR/5 a", "a b a"));
  EXPECT_TRUE(hit("a NEAR/5 a NEAR/5 a", "a b a c a"));
}
TEST(Near, DoesNotCrossFields) { EXPECT_FALSE(hit("a NEAR/9 b", post_of("b", "", "a"))); }
TEST(Near, TakesTheNearestOfSeveralOccurrences) {
  EXPECT_TRUE(hit("a NEAR/0 b", "a x x x b x x a b"));
  EXPECT_TRUE(hit("b ONEAR/2 a", "a b x x a"));
}
TEST(Near, OperandsArePhrasesGroupsAndNear) {
  EXPECT_TRUE(hit("\"a b\" NEAR/1 (c OR \"d e\")", "a b x d e"));
  EXPECT_TRUE(hit("(a NEAR/3 b) NEAR/0 c", "a x b c"));
  EXPECT_TRUE(hit("(a NEAR/3 b) NEAR/0 c", "a c b"));
  EXPECT_FALSE(hit("(a NEAR/3 b) NEAR/0 c", "c x a b"));
  EXPECT_TRUE(hit("title:a NEAR/1 title:b", post_of("", "", "a b")));
  EXPECT_TRUE(hit("title:(a NEAR/1 b)", post_of("", "", "a b")));
}
TEST(Near, JoinedReadingsMeasureFromTheirEnds) { EXPECT_TRUE(hit("email NEAR/0 adresse", "E-Mail Adresse")); }

TEST(Wildcards, StandForWordCharacters) {
  EXPECT_TRUE(hit("bahn*", "Bahnhof"));
  EXPECT_TRUE(hit("bahn*", "Bahn"));
  EXPECT_TRUE(hit("*bahn", "Straßenbahn"));
  EXPECT_TRUE(hit("*bahn*", "Straßenbahnhof"));
  EXPECT_TRUE(hit("str*bahn", "Straßenbahn"));
  EXPECT_TRUE(hit("mei?r", "Meier Meyer"));
  EXPECT_FALSE(hit("mei?r", "meir"));
  EXPECT_FALSE(hit("bahn*", "Straßenbahn"));
}
TEST(Wildcards, AStarDoesNotCrossASign) {
  EXPECT_FALSE(hit("ver*zon", "ver&zon"));
  EXPECT_TRUE(hit("ver?zon", "ver&zon"));
}
TEST(Wildcards, OfATagStandForTagsOnly) {
  for (const char* query : {"#aap*", "@aap*", "$aap*"}) EXPECT_FALSE(hit(query, "AAPL")) << query;
  EXPECT_TRUE(hit("$aap*", "Kauft $AAPL!"));
  EXPECT_TRUE(hit("$brk.*", "Kauft $BRK.B!"));
  EXPECT_FALSE(hit("$aap*", "Kauft #AAPL!"));
  EXPECT_TRUE(hit("$100*", "1000 Euro"));
}
TEST(Wildcards, MatchEveryFoldedReading) {
  EXPECT_TRUE(hit("email*", "E-Mail-Adresse"));
  EXPECT_TRUE(hit("muel*", "Müller", "de"));
  EXPECT_TRUE(hit("mul*", "Müller", "en"));
  EXPECT_FALSE(hit("mul*", "Müller", "de"));
  EXPECT_TRUE(hit("caf?", "Cafe\u0301"));
  EXPECT_FALSE(hit("cafe?", "Cafe\u0301"));
  EXPECT_TRUE(hit("E-Ma*", "e mails"));
  EXPECT_TRUE(hit("#cov*", "#COVID19"));
  EXPECT_FALSE(hit("#cov*", "COVID19"));
}
TEST(Exact, CaseAndDiacriticsCount) {
  EXPECT_TRUE(hit("=Apple", "Ein Apple"));
  EXPECT_FALSE(hit("=Apple", "apple"));
  EXPECT_FALSE(hit("=Muller", "Müller"));
  EXPECT_TRUE(hit("=Müller", "Mu\u0308ller"));
  EXPECT_TRUE(hit("\"=IT Abteilung\"", "unsere IT Abteilung"));
  EXPECT_FALSE(hit("\"=IT Abteilung\"", "it abteilung"));
  EXPECT_TRUE(hit("=E-Mail", "E-Mail"));
  EXPECT_FALSE(hit("=E-Mail", "e-mail"));
}
TEST(Raw, TheExactCharactersAnywhere) {
  EXPECT_TRUE(hit("raw:\"Google+ is\"", "So Google+ is it"));
  EXPECT_FALSE(hit("raw:\"Google+ is\"", "google+ is"));
  EXPECT_TRUE(hit("raw:\"oogle+\"", "Google+"));
  EXPECT_TRUE(hit("raw:\"é!\"", "Cafe\u0301!"));
  EXPECT_TRUE(hit("raw:\"!!\"", post_of("", "", "Hey!!")));
  EXPECT_FALSE(hit("text:raw:\"!!\"", post_of("", "", "Hey!!")));
}
TEST(Raw, IsCountedWhereNoneStandsWithinAnother) {
  EXPECT_TRUE(hit("raw:\"x\"{2,}", post_of("x", "", "x")));
  EXPECT_FALSE(hit("raw:\"x\"{2,}", "x 2"));
  EXPECT_TRUE(hit("raw:\"!!\"{2,}", "a!!!!"));
  EXPECT_FALSE(hit("raw:\"!!\"{2,}", "a!!!"));
}
TEST(Frequency, CountsOccurrencesInThePost) {
  EXPECT_TRUE(hit("x{3,}", post_of("x y x", "", "X")));
  EXPECT_FALSE(hit("x{3,}", "x y x"));
  EXPECT_TRUE(hit("e-mail{2,}", "E-Mail und email"));
  EXPECT_FALSE(hit("e-mail{2,}", "E-Mail"));
  EXPECT_TRUE(hit("bahn*{2,}", "Bahnhof Bahn"));
  EXPECT_FALSE(hit("bahn*{2,}", "Bahn-Hof"));
}
TEST(Fields, TitleAndTextNarrow) {
  const Post post = post_of("b c", "", "a");
  EXPECT_TRUE(hit("title:a text:b", post));
  EXPECT_FALSE(hit("title:b", post));
  EXPECT_FALSE(hit("text:a", post));
  EXPECT_TRUE(hit("title:(x OR a)", post));
  EXPECT_FALSE(hit("title:text:a", post));
}
TEST(Spans, SayWhichBytesMatched) {
  EXPECT_EQ(spans("schön -x", post_of("So schön, schoen")), "schön|schoen");
  EXPECT_EQ(spans("\"b c\" OR d", post_of("a b c", "", "b c")), "t:b c|b c");
  EXPECT_EQ(spans("a NEAR/1 c", post_of("a b c")), "a|c");
  EXPECT_EQ(spans("e-mail", post_of("Eine E-Mail!")), "E-Mail");
  EXPECT_EQ(spans("\"c a\"~1", post_of("a b c")), "a|c");
  EXPECT_EQ(spans("raw:\"é!\"", post_of("xCafe\u0301!")), "e\u0301!");
  EXPECT_EQ(spans("lang:de", post_of("a", "de")), "");
  EXPECT_EQ(spans("a (b OR c)", post_of("a c")), "a|c");
  EXPECT_EQ(spans("#acme 東京", post_of("#acme 大東京")), "#acme|東京");
}

}  // namespace
}  // namespace resonanz::listen
