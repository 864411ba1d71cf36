#include "understand/features.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace resonanz::understand {
namespace {

std::string tokens_of(std::string_view text) {
  FeatureTokens tokens;
  tokens.read(text);
  std::string out;
  for (const FeatureToken& token : tokens.all()) out.append(out.empty() ? "" : "|").append(token.text);
  return out;
}

std::vector<std::uint32_t> words_of(std::string_view text) {
  Features features;
  features.read(text);
  const auto words = features.of(FeatureKind::words);
  return {words.begin(), words.end()};
}

bool share(std::string_view one, std::string_view two) {
  const auto a = words_of(one), b = words_of(two);
  return std::any_of(a.begin(), a.end(), [&](std::uint32_t f) { return std::find(b.begin(), b.end(), f) != b.end(); });
}

TEST(FeatureTokens, WordsSignsAndPlaceholders) {
  EXPECT_EQ(tokens_of("Seit 3 Tagen kein Netz!!!! @Telvanta https://a.example/x"),
            "seit|0|tagen|kein|netz|!!!|<name>|<url>");
  EXPECT_EQ(tokens_of("Übel, SOOOO übel"), "übel|,|soo|übel");
  EXPECT_EQ(tokens_of(""), "");
}

TEST(FeatureTokens, EmojiAndFaces) {
  EXPECT_EQ(tokens_of("gut :-) schlecht :("), "gut|<smile>|schlecht|<frown>");
  EXPECT_EQ(tokens_of("👍🏽 ;)"), "👍|<wink>");
  EXPECT_EQ(tokens_of("siehe:(a)"), "siehe|:|(|a|)");
}

TEST(FeatureTokens, RememberHowTheyWereWritten) {
  FeatureTokens read;
  read.read("NIE meeehr Öl");
  const auto tokens = read.all();
  ASSERT_EQ(tokens.size(), 3u);
  EXPECT_TRUE(tokens[0].shouted);
  EXPECT_TRUE(tokens[1].stretched);
  EXPECT_FALSE(tokens[2].shouted);
}

TEST(Features, ANegatedWordIsAnotherFeature) {
  const auto plain = words_of("das ist gut"), negated = words_of("das ist nicht gut");
  EXPECT_GT(negated.size(), plain.size());
  EXPECT_TRUE(share("nicht sehr schön", "nie so schön"));  // "schön", and "schön" negated
}

std::size_t shared(FeatureKind kind, std::string_view one, std::string_view two) {
  Features a, b;
  a.read(one);
  b.read(two);
  std::size_t count = 0;
  for (const std::uint32_t f : a.of(kind)) count += std::ranges::count(b.of(kind), f) > 0;
  return count;
}

TEST(Features, RunsReachFromOneWordIntoTheNext) {
  EXPECT_GT(shared(FeatureKind::across, "kein netz", "ein netter"), 0u);
  EXPECT_EQ(shared(FeatureKind::across, "kein netz", "netz kein"), 0u);
}

TEST(Features, ANegationTurnsATone) {
  Features plain;
  plain.read("das war gut");
  const std::size_t all = plain.of(FeatureKind::tones).size();
  EXPECT_EQ(shared(FeatureKind::tones, "das war gut", "das war toll"), all);
  EXPECT_LT(shared(FeatureKind::tones, "das war gut", "das war nicht gut"), all);
}

TEST(Features, OfNothingAreNothing) {
  EXPECT_TRUE(words_of("").empty());
  EXPECT_TRUE(words_of("  \n ").empty());
  EXPECT_FALSE(share("Banane", "Zug"));
}

/// A model is right only for the features it was trained with: with another number here comes another kVersion.
TEST(Features, StayWhatTheModelsWereTrainedWith) {
  const std::string texts[] = {
      "Seit 3 Tagen kein Netz!!!! @Telvanta https://a.example/x Übel, SOOOO übel :-( 👍🏽",
      "Nicht schlecht, gar nicht schlecht: das war nie so schön … danke ;) „gut“?",
      "I don't think it's great. WHY would you do that?? www.b.example 1️⃣ #fail 😡 ©",
      "为什么我的包裹还没有到？ ΓΙΑΤΊ ΔΕΝ ΉΡΘΕ İstanbul Ⱥ ＡＢＣ ٣", "a  b\tc\n\nd-e_f.g "};
  Features features;
  std::uint64_t all = kHashSeed;
  for (const std::string& text : texts) {
    features.read(text);
    for (std::size_t kind = 0; kind < kFeatureKinds; ++kind)
      for (const std::uint32_t feature : features.of(static_cast<FeatureKind>(kind))) all = hash_step(all, feature);
  }
  EXPECT_EQ(all, 0xB95398680CA5DCADu);
}

TEST(Features, AHugeTextIsCut) {
  Features features;
  features.read(std::string(1 << 20, 'a'));
  EXPECT_LT(features.of(FeatureKind::letters).size(), 1000u);
  std::string words;
  for (int i = 0; i < 100'000; ++i) words += "ab ";
  features.read(words);
  EXPECT_LE(features.of(FeatureKind::words).size(), 3 * Features::kMostBytes);
}

}  // namespace
}  // namespace resonanz::understand
