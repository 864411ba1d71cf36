#include "text/tokens.h"

#include <gtest/gtest.h>

namespace resonanz::text {
namespace {

/// Tokens as "first-last:reading", kinds as their sign, the stripped form after '/'.
std::string tokens(std::string_view text, bool german = false) {
  StringArena arena;
  Tokenizer tokenizer;
  Tokenizer::Output out;
  tokenizer.run(text, Field::text, german, arena, out);
  std::string line;
  for (const Token& token : out.tokens) {
    if (!line.empty()) line += ' ';
    line += std::to_string(token.first);
    if (token.last != token.first) line += fmt::format("-{}", token.last);
    line += ':';
    if (token.kind == TokenKind::hashtag) line += '#';
    if (token.kind == TokenKind::mention) line += '@';
    if (token.kind == TokenKind::cashtag) line += '$';
    line += token.folded;
    if (!token.stripped.empty()) line += fmt::format("/{}", token.stripped);
  }
  return line;
}

TEST(Tokens, WordCharactersAreLettersMarksDigitsAndTheLowLine) {
  EXPECT_EQ(tokens("Ein a_b 42! (x)"), "0:ein 1:a_b 2:42 3:x");
  EXPECT_EQ(tokens("²³ … €"), "");
}
TEST(Tokens, HyphenAndApostropheGiveSplitAndJoinedReadings) {
  EXPECT_EQ(tokens("E-Mail"), "0:e 1:mail 0-1:email");
  EXPECT_EQ(tokens("it's it’s"), "0:it 1:s 0-1:its 2:it 3:s 2-3:its");
  EXPECT_EQ(tokens("a·b a\u00ADb a\u2010b a\u2011b"), "0:a 1:b 0-1:ab 2:a 3:b 2-3:ab 4:a 5:b 4-5:ab 6:a 7:b 6-7:ab");
  EXPECT_EQ(tokens("- a- -b"), "0:a 1:b");
}
TEST(Tokens, EveryStretchOfNeighbouringPartsIsJoined) {
  EXPECT_EQ(tokens("E-Mail-Adresse"), "0:e 1:mail 2:adresse 0-1:email 0-2:emailadresse 1-2:mailadresse");
}
TEST(Tokens, StretchesReachTheFirstEightParts) {
  const std::string line = tokens("a-b-c-d-e-f-g-h-i");
  EXPECT_NE(line.find("0-7:abcdefgh"), line.npos);
  EXPECT_EQ(line.find("0-8"), line.npos);
  EXPECT_EQ(line.find("7-8"), line.npos);
  EXPECT_NE(line.find("8:i"), line.npos);
}
TEST(Tokens, KeptSignsStayInTheJoinedReading) {
  EXPECT_EQ(tokens("AT&T"), "0:at 1:t 0-1:at&t");
  EXPECT_EQ(tokens("3.5"), "0:3 1:5 0-1:3.5");
  EXPECT_EQ(tokens("a+b c/d"), "0:a 1:b 0-1:a+b 2:c 3:d 2-3:c/d");
}
TEST(Tokens, KeptSignsBindTighterThanHyphens) {
  EXPECT_EQ(tokens("H&M-Filiale"), "0:h 1:m 2:filiale 0-1:h&m 0-2:h&mfiliale");
}
TEST(Tokens, TrailingPlusAndHashGiveASecondReading) {
  EXPECT_EQ(tokens("C++ C# Google+, x"), "0:c 0:c++ 1:c 1:c# 2:google 2:google+ 3:x");
  EXPECT_EQ(tokens("C#foo"), "0:c 1:foo");
  EXPECT_EQ(tokens("Visual-C++"), "0:visual 1:c 1:c++ 0-1:visualc 0-1:visualc++");
}
TEST(Tokens, TagsAreTokensOfTheirKindAndTheBareWord) {
  EXPECT_EQ(tokens("#COVID19 @Acme $AAPL"), "0:covid19 0:#covid19 1:acme 1:@acme 2:aapl 2:$aapl");
  EXPECT_EQ(tokens("info@acme"), "0:info 1:acme");
  EXPECT_EQ(tokens("の@acmeに"), "0:の 1:acme 1:@acme 2:に");
  EXPECT_EQ(tokens("の#acme"), "0:の 1:acme");
  EXPECT_EQ(tokens("#http://acme.de foo"), "0:foo");
}
TEST(Tokens, CashtagsHaveOneToSixLettersAndAnOptionalSuffix) {
  EXPECT_EQ(tokens("$5 $ABCDEFG"), "0:5 1:abcdefg");
  EXPECT_EQ(tokens("$BRK.B"), "0:brk 1:b 0-1:$brk.b 0-1:brk.b");
  EXPECT_EQ(tokens("$BRK_B"), "0:brk_b 0:$brk_b");
  EXPECT_EQ(tokens("$AAPL."), "0:aapl 0:$aapl");
}
TEST(Tokens, AnEmojiSequenceIsOneTokenAndAlsoReadsWithoutSkinTone) {
  EXPECT_EQ(tokens("👍🏽"), "0:👍🏽/👍");
  EXPECT_EQ(tokens("👩🏽‍🚀x"), "0:👩🏽‍🚀/👩‍🚀 1:x");
  EXPECT_EQ(tokens("🇩🇪🇫🇷"), "0:🇩🇪 1:🇫🇷");
  EXPECT_EQ(tokens("😀😀"), "0:😀 1:😀");
  EXPECT_EQ(tokens("🏴󠁧󠁢󠁥󠁮󠁧󠁿"), "0:🏴󠁧󠁢󠁥󠁮󠁧󠁿");
}
TEST(Tokens, ThePresentationSelectorIsDropped) {
  EXPECT_EQ(tokens("❤\uFE0F ❤"), "0:❤ 1:❤");
  EXPECT_EQ(tokens("1\uFE0F\u20E3"), "0:1\u20E3");
  EXPECT_EQ(tokens("Acme\u2122\uFE0F Schuh"), "0:acme 1:schuh");
}
TEST(Tokens, UrlsAreNotTokens) {
  EXPECT_EQ(tokens("a https://acme.de/b?c=d b"), "0:a 1:b");
  EXPECT_EQ(tokens("www.acme.de, HTTP://x.y!"), "");
  EXPECT_EQ(tokens("(siehe https://a.de/b_(c))"), "0:siehe");
  EXPECT_EQ(tokens("acme.de"), "0:acme 1:de 0-1:acme.de");
  EXPECT_EQ(tokens("www. http:// x"), "0:www 1:http 2:x");
}
TEST(Tokens, ScriptsWithoutSpacesGiveBigrams) {
  EXPECT_EQ(tokens("東京都"), "0:東京 1:京都");
  EXPECT_EQ(tokens("東"), "0:東");
  EXPECT_EQ(tokens("Tokyo東京x"), "0:tokyo 1:東京 2:x");
  EXPECT_EQ(tokens("ｶﾞｽ"), "0:ガス");
  EXPECT_EQ(tokens("สวย"), "0:สว 1:วย");
  EXPECT_EQ(tokens("#東京都"), "0:東京 1:京都 0-1:#東京都");
  EXPECT_EQ(tokens("ラーメン"), "0:ラー 1:ーメ 2:メン");
}
TEST(Tokens, UmlautsHaveAStrippedFormUnlessGerman) {
  EXPECT_EQ(tokens("Müller"), "0:mueller/muller");
  EXPECT_EQ(tokens("Müller", true), "0:mueller");
  EXPECT_EQ(tokens("Müller-Lüdenscheid"),
            "0:mueller/muller 1:luedenscheid/ludenscheid 0-1:muellerluedenscheid/mullerludenscheid");
}
TEST(Tokens, ZeroWidthSignsSeparate) { EXPECT_EQ(tokens("a\u200Db a\u200Bb"), "0:a 1:b 2:a 3:b"); }
TEST(Tokens, StrayMarksAreNoTokens) { EXPECT_EQ(tokens("\u0301 a \uFE0F b"), "0:a 1:b"); }

TEST(Tokens, PlacesAreBytesOfTheOriginal) {
  StringArena arena;
  Tokenizer tokenizer;
  Tokenizer::Output out;
  const std::string_view text = "Größe: E-Mail C++";
  tokenizer.run(text, Field::text, true, arena, out);
  std::string places;
  for (const Token& token : out.tokens) places += fmt::format("{}|", text.substr(token.begin, token.end - token.begin));
  EXPECT_EQ(places, "Größe|E|Mail|E-Mail|C|C++|");
  EXPECT_EQ(out.tokens[0].exact, "Größe");
  EXPECT_EQ(out.tokens[3].exact, "EMail");
}

}  // namespace
}  // namespace resonanz::text
