#include "understand/lexicon.h"

#include <gtest/gtest.h>

namespace resonanz::understand {
namespace {

TEST(Lexicon, WordsOfBothLanguagesHaveATone) {
  EXPECT_EQ(tone_of("hervorragend"), Tone::good);
  EXPECT_EQ(tone_of("brilliant"), Tone::good);
  EXPECT_EQ(tone_of("kaputt"), Tone::bad);
  EXPECT_EQ(tone_of("broken"), Tone::bad);
  EXPECT_EQ(tone_of("idiot"), Tone::rude);
  EXPECT_EQ(tone_of("danke"), Tone::thanks);
  EXPECT_EQ(tone_of("vorschlag"), Tone::wish);
  EXPECT_EQ(tone_of("warum"), Tone::ask);
}

TEST(Lexicon, AStemFindsItsFormsAndAWholeWordOnlyItself) {
  EXPECT_EQ(tone_of("enttäuschung"), Tone::bad);
  EXPECT_EQ(tone_of("beschädigtes"), Tone::bad);
  EXPECT_EQ(tone_of("gut"), Tone::good);
  EXPECT_EQ(tone_of("gutachten"), Tone::none);
  EXPECT_EQ(tone_of("wo"), Tone::ask);
  EXPECT_EQ(tone_of("woche"), Tone::none);
}

TEST(Lexicon, AnyWordIsRead) {
  for (const std::string& word :
       {std::string(), std::string("x"), std::string("ä"), std::string(200, 'a'), std::string("fahrrad")})
    EXPECT_EQ(tone_of(word), Tone::none) << word;
}

}  // namespace
}  // namespace resonanz::understand
