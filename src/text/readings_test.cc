// The readings are the tokeniser's, whatever the text.
#include "text/readings.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "text/utf8.h"

namespace resonanz::text {
namespace {

using Seen = std::multiset<std::tuple<int, int, std::string>>;

Seen tokenised(std::string_view title, std::string_view text, bool german) {
  StringArena arena;
  Tokenizer tokenizer;
  Tokenizer::Output out;
  tokenizer.run(title, Field::title, german, arena, out);
  tokenizer.run(text, Field::text, german, arena, out);
  Seen seen;
  for (const Token& token : out.tokens) {
    seen.emplace(static_cast<int>(token.field), static_cast<int>(token.kind), token.folded);
    if (!token.stripped.empty())
      seen.emplace(static_cast<int>(token.field), static_cast<int>(token.kind), token.stripped);
  }
  return seen;
}

/// Kept from post to post, as in use.
Readings& readings() {
  static Readings kept;
  return kept;
}

Seen read(std::string_view title, std::string_view text, bool german) {
  Readings& all = readings();
  all.begin(title.size() + text.size());
  all.add(title, Field::title, german);
  all.add(text, Field::text, german);
  Seen seen;
  for (const Reading& reading : all.all())
    seen.emplace(static_cast<int>(reading.field), static_cast<int>(reading.kind), std::string(reading.text()));
  return seen;
}

/// Every reading can be found by its hash.
bool finds_all() {
  for (const Reading& reading : readings().all()) {
    const auto hash = static_cast<std::uint32_t>(hash_of(reading.kind, reading.text()));
    if (hash != reading.hash || !readings().may_have(static_cast<std::uint16_t>(hash)) ||
        !readings().any_of(hash, [&](const Reading& found) { return &found == &reading; }))
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
                                            "!",      "?",        ":"};
  std::string out;
  for (const std::uint16_t choice : choices) {
    if (choice % 8 != 0) out += kPieces[choice / 8 % std::size(kPieces)];
    else append(out, choice >= 0xD800 && choice < 0xE000 ? U'x' : static_cast<char32_t>(choice));
  }
  return out;
}

TEST(Readings, AreFoundByTheirHash) {
  read("Ein Titel", "it's #so, E-Mail an AT&T und C++ https://acme.de/x Müller", false);
  EXPECT_TRUE(finds_all());
  EXPECT_FALSE(readings().any_of(1, [](const Reading&) { return true; }));
}
TEST(Readings, TellRepeats) {
  read("a b", "a c", false);
  std::string repeated;
  for (std::size_t i = 0; i < readings().all().size(); ++i) repeated += readings().is_repeated(i) ? '1' : '0';
  EXPECT_EQ(repeated, "0010");
}
TEST(Readings, ThePostBeforeIsForgotten) {
  read("", "alt", false);
  EXPECT_EQ(read("", "neu", false).size(), 1u);
  EXPECT_FALSE(readings().any_of(static_cast<std::uint32_t>(hash_of(TokenKind::word, "alt")),
                                 [](const Reading&) { return true; }));
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
RC_GTEST_PROP(ReadingsProperty, AreTheTokenisers,
              (const std::vector<std::uint16_t>& title, const std::vector<std::uint16_t>& text, bool german)) {
  const std::string a = text_from(title), b = text_from(text);
  RC_ASSERT(read(a, b, german) == tokenised(a, b, german));
  RC_ASSERT(finds_all());
}

}  // namespace
}  // namespace resonanz::text
