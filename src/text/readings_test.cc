// The readings are the tokeniser's, whatever the text.
#include "text/readings.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "text/testing/random_text.h"
#include "text/utf8.h"

namespace resonanz::text {
namespace {

/// Field, kind, letters, first and last position.
using Seen = std::multiset<std::tuple<int, int, std::string, std::uint32_t, std::uint32_t>>;

Seen tokenised(std::string_view title, std::string_view text, bool german) {
  StringArena arena;
  Tokenizer tokenizer;
  Tokenizer::Output out;
  tokenizer.run(title, Field::title, german, arena, out);
  tokenizer.run(text, Field::text, german, arena, out);
  Seen seen;
  for (const Token& token : out.tokens)
    for (const std::string_view reading : {token.folded, token.stripped})
      if (!reading.empty())
        seen.emplace(static_cast<int>(token.field), static_cast<int>(token.kind), reading, token.first, token.last);
  return seen;
}

/// Kept from post to post, as in use.
Readings& readings() {
  static Readings kept;
  return kept;
}

Seen read(std::string_view title, std::string_view text, bool german) {
  Readings& all = readings();
  all.begin();
  all.add(title, Field::title, german);
  all.add(text, Field::text, german);
  Seen seen;
  for (std::size_t i = 0; i < all.size(); ++i)
    seen.emplace(static_cast<int>(all[i].field()), static_cast<int>(all[i].kind()), all[i].text(), all[i].first,
                 all[i].last());
  return seen;
}

/// Every reading has its hash, and is found by its beginning.
bool finds_all() {
  const Readings& all = readings();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Reading reading = all[i];
    if (static_cast<std::uint32_t>(hash_of(reading.kind(), reading.text())) != all.hashes()[i]) return false;
    for (std::size_t length = Start::kShortest; length <= std::min<std::size_t>(reading.size, Start::kLongest);
         ++length)
      if (!all.any_starting(Start(reading.text().substr(0, length)), [&](std::size_t found) { return found == i; }))
        return false;
  }
  return true;
}

/// Texts in which signs, letters and blanks meet in every way.
std::string text_from(const std::vector<std::uint16_t>& choices) {
  static constexpr const char* kPieces[] = {"a",      "Wort",     "it",
                                            "s",      "'",        "-",
                                            ".",      "&",        "+",
                                            "/",      "#",        "@",
                                            "$",      "_",        "9",
                                            " ",      " ",        "\n",
                                            ",",      "http",     "https://",
                                            "www.",   "://",      "[",
                                            "]",      "(",        ")",
                                            "ä",      "Öl",       "ß",
                                            "é",      "’",        "“",
                                            "„",      "\u00AD",   "\u00A0",
                                            "…",      "東",       "京",
                                            "の",     "ไทย",      "한국",
                                            "👍",      "👍🏽", "\u200D",
                                            "\u0301", "\u0308",   "\uFE0F",
                                            "\u20E3", "🇩🇪",       "Σας",
                                            "Ёж",     "ﬁ",        "İ",
                                            "\t",     "lang",     "abcdefghijklmnopq",
                                            "!",      "?",        ":",
                                            "—",      "”",        "$5",
                                            "über",   "łk",       "Ж"};
  std::string out;
  for (const std::uint16_t choice : choices) {
    if (choice % 8 != 0) out += kPieces[choice / 8 % std::size(kPieces)];
    else append(out, choice >= 0xD800 && choice < 0xE000 ? U'x' : static_cast<char32_t>(choice));
  }
  return out;
}

TEST(Readings, HaveTheirHash) {
  read("Ein Titel", "it's #so, E-Mail an AT&T und C++ https://acme.de/x Müller einsehrlangeswortmitvielenbuchstaben",
       false);
  EXPECT_TRUE(finds_all());
}
TEST(Readings, ThePostBeforeIsForgotten) {
  read("", "alt", false);
  EXPECT_TRUE(readings().any_starting(Start("al"), [](std::size_t) { return true; }));
  EXPECT_EQ(read("", "neu", false).size(), 1u);
  for (const char* start : {"al", "alt"})
    EXPECT_FALSE(readings().any_starting(Start(start), [](std::size_t) { return true; }));
  EXPECT_EQ(read("", "", false).size(), 0u);
}
TEST(Readings, AreFoundByWhatTheyBeginWith) {
  read("Ha", "Hamburg, hamster und Hut, H&M, h", false);
  const auto starting = [](std::string_view start) {
    std::set<std::string> found;
    readings().any_starting(Start(start), [&](std::size_t i) {
      if (const auto text = readings()[i].text(); text.starts_with(start)) found.emplace(text);
      return false;
    });
    return found;
  };
  for (int asked = 0; asked < 40; ++asked) {  // looked through first, indexed then
    EXPECT_EQ(starting("ha"), (std::set<std::string>{"ha", "hamburg", "hamster"}));
    EXPECT_EQ(starting("ham"), (std::set<std::string>{"hamburg", "hamster"}));
    EXPECT_EQ(starting("hamb"), std::set<std::string>{"hamburg"});
    EXPECT_EQ(starting("hu"), std::set<std::string>{"hut"});
    EXPECT_EQ(starting("hx"), std::set<std::string>());
  }
}
TEST(Readings, HavePositions) {
  read("a b", "it's E-Mail 3.5 #x müller y", false);
  std::set<std::string> found;
  for (std::size_t i = 0; i < readings().size(); ++i)
    if (const Reading reading = readings()[i]; reading.field() == Field::text)
      found.insert(fmt::format("{}:{}-{}", reading.text(), reading.first, reading.last()));
  EXPECT_EQ(found, (std::set<std::string>{"its:0-1", "it:0-0", "s:1-1", "email:2-3", "e:2-2", "mail:3-3", "3.5:4-5",
                                          "3:4-4", "5:5-5", "x:6-6", "mueller:7-7", "muller:7-7", "y:8-8"}));
}
TEST(Readings, ATagEndsWithAStrayMark) {
  EXPECT_EQ(read("", "#東\u0301 h", false), tokenised("", "#東\u0301 h", false));
  EXPECT_TRUE(read("", "#東\u0301 h", false).contains({1, 1, "東", 0, 0}));
  EXPECT_EQ(read("", "#\u0301 h", false), tokenised("", "#\u0301 h", false));
}
TEST(Readings, OfTextsOfEveryLength) {
  std::string text;
  for (int i = 0; i < 300; ++i) {
    text += i % 7 == 0 ? ' ' : 'a';
    EXPECT_EQ(read("", text, false), tokenised("", text, false)) << text;
    EXPECT_EQ(read(text, text + "'s", false), tokenised(text, text + "'s", false)) << text;
  }
}
TEST(Readings, SignsAtTheBordersOfBlocks) {
  for (const char* piece : {"it's", "#tag", "C++", "http://acme.de/a_b", "www.acme.de", "www.[::1]", "@a", "$A.B", "ä",
                            "a-b-c", "#http://x y"})
    for (std::size_t before = 40; before < 70; ++before) {
      const std::string text = std::string(before, 'x') + " " + piece + " z", close = std::string(before, ' ') + piece;
      EXPECT_EQ(read("", text, false), tokenised("", text, false)) << text;
      EXPECT_EQ(read("", close, false), tokenised("", close, false)) << close;
    }
}
TEST(Readings, OfPunctuationBetweenWords) {
  for (char32_t c = 0x2010; c <= 0x2044; ++c) {
    std::string sign;
    append(sign, c);
    for (const char* text : {"a?b", "a ?b", "a? b", "a ? b", "?", "??", "a??b", "?a?", "a-b?", "?a-b", "l?\u00E9t\u00E9",
                             "\u00E9?t", "rock'n?roll", "a?b?c", "http://a.de?", "?http://a.de", "a?http://a.de/b c",
                             "$5?", "www.?", "WWW.?a", "#a?b", "?\u0301", "a?\uFE0F", "www.a?b"}) {
      std::string with;
      for (const char* at = text; *at != 0; ++at) *at == '?' ? with += sign : with += *at;
      EXPECT_EQ(read("", with, false), tokenised("", with, false)) << with;
    }
  }
}
TEST(Readings, OfWordsWithOtherLetters) {
  std::vector<std::string> letters;
  for (char32_t c = 0xA0; c < 0x530; ++c) append(letters.emplace_back(), c);
  for (const char* text : {"?", "a?b", "?b c", "a ?", "(a?)", "a-?", "?-a", "a?.", "?.b", "#?", "#a?b", "@?", "$?", "a?+", "a?++",
                           "a'?", "?'s", "www.?.de", "?.de", "http://?", "http://a?", "\u201E?\u201C", "\u2019?", "?\u2019s",
                           "?\u201Ca", "a\u201C?", "??", "a?b?c,?", "?\u0301", "a?/b", "a? - ?b", "?\u20E3", "\u00AD?", "x$?",
                           "info@?", ".?", "-?", "a.-?", "?-", "?.", "?&", "?/", "/?", "a/?", "?[a", "a:?", "?://a", "?_9"})
    for (const std::string& letter : letters) {
      std::string with;
      for (const char* at = text; *at != 0; ++at) *at == '?' ? with += letter : with += *at;
      ASSERT_EQ(read("", with, false), tokenised("", with, false)) << with;
      ASSERT_EQ(read("", "x " + with + " y", true), tokenised("", "x " + with + " y", true)) << with;
    }
}
TEST(Readings, OfAddressesAndWhatStandsAroundThem) {
  for (const char* address : {"http://a.de", "HTTPS://A.de/b-c_d?e=f&g=1#h", "www.a.de", "http://a.de/x_", "http://a.de/(b)",
                              "http://", "http://[::1]/a", "www._", "www.", "http://m\u00FCller.de/a", "http:/a", "h:/a",
                              "hi:-)", "what:/b", "http://$5", "http://a.de/\u201Cb", "http://a.de\"b"})
    for (const char* around : {"?", " ? ", "x ? y", "(?) z", "[a](?)b", "<a href=\"?\">b</a>", "a:? b", "a.? b", "it's ?'s",
                               "#? b", "$5:? b-c", "?? a", "?, ? b-c", "\u201C?\u201D a", "\U0001F44D? a"}) {
      std::string with;
      for (const char* at = around; *at != 0; ++at) *at == '?' ? with += address : with += *at;
      EXPECT_EQ(read("", with, false), tokenised("", with, false)) << with;
    }
}
RC_GTEST_PROP(ReadingsProperty, AreTheTokenisers,
              (const std::vector<std::uint16_t>& title, const std::vector<std::uint16_t>& text, bool german)) {
  const std::string a = text_from(title), b = text_from(text);
  RC_ASSERT(read(a, b, german) == tokenised(a, b, german));
  RC_ASSERT(finds_all());
}

TEST(Readings, OfRandomBytesAreTheTokenisers) {
  std::mt19937 random(42);
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = testing::random_text(random);
    const bool german = random() % 2 == 0;
    ASSERT_EQ(read("", text, german), tokenised("", text, german)) << text;
  }
}

}  // namespace
}  // namespace resonanz::text
