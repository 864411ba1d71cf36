#include "understand/duplicates.h"

#include <gtest/gtest.h>

#include <string>

namespace resonanz::understand {
namespace {

constexpr const char* kPost = "Der neue Bahnhof in Mittland wird später fertig als geplant, sagt der Bürgermeister";

TEST(Duplicates, AddressesCaseAndSignsDoNotMatter) {
  Duplicates duplicates(100);
  EXPECT_EQ(duplicates.add("Bahnhof Mittland: wieder gesperrt! https://a.example/1"), std::nullopt);
  EXPECT_EQ(duplicates.add("RT @kurier: bahnhof mittland – WIEDER gesperrt https://b.example/2"), 0u);
  EXPECT_EQ(duplicates.add("Bahnhof Auenfeld: wieder offen"), std::nullopt);
}

TEST(Duplicates, ANearlyEqualTextIsFound) {
  Duplicates duplicates(100);
  EXPECT_EQ(duplicates.add(kPost), std::nullopt);
  EXPECT_EQ(duplicates.add(std::string(kPost) + " heute"), 0u);
  EXPECT_EQ(duplicates.add("Der neue Fahrplan in Hohenried gilt ab Sonntag, sagt der Verkehrsverbund im Tal"),
            std::nullopt);
}

TEST(Duplicates, AGroupKeepsItsFirstPost) {
  Duplicates duplicates(100);
  duplicates.add("etwas anderes zuvor");
  duplicates.add(kPost);
  EXPECT_EQ(duplicates.add(std::string(kPost) + " heute"), 1u);
  EXPECT_EQ(duplicates.add(std::string(kPost) + " heute früh"), 1u);
}

TEST(Duplicates, OtherNumbersAreAnotherText) {
  Duplicates duplicates(100);
  duplicates.add("Die große Geschichte der Mittländer Eisenbahn in Bildern, Teil 2");
  EXPECT_EQ(duplicates.add("Die große Geschichte der Mittländer Eisenbahn in Bildern, Teil 3"), std::nullopt);
  EXPECT_EQ(duplicates.add("Die große Geschichte der Mittländer Eisenbahn in Bildern – Teil 2"), 0u);
}

TEST(Duplicates, SmallWordsApostrophesAndNotesDoNotMatter) {
  Duplicates duplicates(100);
  duplicates.add("It’s the new bridge");
  EXPECT_EQ(duplicates.add("Here is a new bridge (fixed)"), 0u);
  EXPECT_EQ(duplicates.add("its the new bridge [x-post from r/roads]"), 0u);
  EXPECT_EQ(duplicates.add("Is the new bridge here?"), std::nullopt);
  EXPECT_EQ(duplicates.add("Not new"), std::nullopt);
  EXPECT_EQ(duplicates.add("It is new"), std::nullopt);
}

TEST(Duplicates, AnotherDateIsAnotherText) {
  Duplicates duplicates(100);
  duplicates.add("Die fünf schönsten Tore der Woche vom Montag im Rückblick");
  EXPECT_EQ(duplicates.add("Die fünf schönsten Tore der Woche vom Freitag im Rückblick"), std::nullopt);
}

TEST(Duplicates, ShortTextsMustBeEqual) {
  Duplicates duplicates(100);
  duplicates.add("Danke euch");
  EXPECT_EQ(duplicates.add("Danke auch"), std::nullopt);
  EXPECT_EQ(duplicates.add("danke euch!!"), 0u);
}

TEST(Duplicates, InAFewWordsEachCounts) {
  const std::pair<const char*, const char*> others[] = {
      {"I love my Kranich bike", "I hate my Kranich bike"},
      {"Die Bremse ist kaputt gegangen", "Die Bremse ist nicht kaputt gegangen"},
      {"The Kranich cargo bike is great for families", "The Pelikan cargo bike is great for families"}};
  for (const auto& [a, b] : others) {
    Duplicates duplicates(100);
    duplicates.add(a);
    EXPECT_EQ(duplicates.add(b), std::nullopt) << b;
    EXPECT_EQ(duplicates.add("RT @rad: \"" + std::string(a) + "\" https://a.example/1"), 0u) << a;
  }
}

TEST(Duplicates, ANegationSaysAnotherThing) {
  Duplicates duplicates(100);
  duplicates.add(std::string(kPost) + " heute");
  EXPECT_EQ(duplicates.add(std::string(kPost) + " nicht heute"), std::nullopt);
}

TEST(Duplicates, ScriptsWithoutSpacesHaveLongWords) {
  const std::string post = "昨日この店で新しい自転車を買いましたがブレーキがすぐに壊れてしまい修理を頼んでもまだ返事がなく本当に困っています";
  Duplicates duplicates(100);
  duplicates.add(post);
  EXPECT_EQ(duplicates.add(post + "よ"), 0u);
}

TEST(Duplicates, NumbersOfOtherScriptsCount) {
  const std::pair<const char*, const char*> others[] = {{"model ４", "model ５"},
                                                        {"رقم ١", "رقم ٢"},
                                                        {"Version²", "Version³"},
                                                        {"मॉडल १", "मॉडल २"}};
  for (const auto& [a, b] : others) {
    Duplicates duplicates(100);
    const std::string rest = " Die große Geschichte der Mittländer Eisenbahn in vielen schönen Bildern und Karten";
    duplicates.add(a);
    EXPECT_EQ(duplicates.add(b), std::nullopt) << b;
    duplicates.add(a + rest);
    EXPECT_EQ(duplicates.add(b + rest), std::nullopt) << b;
    EXPECT_EQ(duplicates.add(a), 0u) << a;
  }
  Duplicates duplicates(100);
  duplicates.add("model 4");
  EXPECT_EQ(duplicates.add("model ４"), 0u);
}

TEST(Duplicates, TextsOfSignsAreComparedAsTheyAre) {
  Duplicates duplicates(100);
  duplicates.add("😂😂");
  EXPECT_EQ(duplicates.add("😡"), std::nullopt);
  EXPECT_EQ(duplicates.add("😂😂"), 0u);
  EXPECT_EQ(duplicates.add(""), std::nullopt);
  EXPECT_EQ(duplicates.add(""), 3u);
}

TEST(Duplicates, TheOldestPostsAreForgotten) {
  Duplicates duplicates(3);
  duplicates.add(kPost);
  duplicates.add("eins zwei drei vier fünf sechs");
  duplicates.add("sieben acht neun zehn elf zwölf");
  EXPECT_EQ(duplicates.add(kPost), 0u);  // three are remembered
  duplicates.add("ganz anderes Wetter heute im Tal");
  duplicates.add("noch ein weiterer Beitrag über Brot");
  duplicates.add("und schließlich einer über Fahrräder");
  EXPECT_EQ(duplicates.add(kPost), std::nullopt);
}

}  // namespace
}  // namespace resonanz::understand
