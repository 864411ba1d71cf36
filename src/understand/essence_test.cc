#include "understand/essence.h"

#include <gtest/gtest.h>

namespace resonanz::understand {
namespace {

std::string kept_of(std::string_view text) {
  std::string buffer;
  return std::string(without_notes(text, buffer));
}
WordKind kind_of(std::u32string_view word) {
  std::uint64_t hash = 0;
  for (const char32_t letter : word) hash = word_step(hash, letter);
  return kind_of_word(hash);
}

TEST(Essence, NotesAreLeftOut) {
  EXPECT_EQ(kept_of("[x-post from r/bikes] Bridge closed"), "  Bridge closed");
  EXPECT_EQ(kept_of("Bridge closed (FIXED) [1920 x 1080]"), "Bridge closed    ");
  EXPECT_EQ(kept_of("Bridge closed x-post from /r/bikes today"), "Bridge closed   today");
  EXPECT_EQ(kept_of("Brücke gesperrt (Fotos)"), "Brücke gesperrt  ");
}

TEST(Essence, NotesAreFoundWhereverTheyStand) {
  for (const std::string note : {"[fixed]", "(Foto)", "X-Post from r/bikes"})
    for (std::size_t before = 0; before < 40; ++before)
      for (const std::string behind : {"", " and then some words more"}) {
        const std::string text = std::string(before, '.') + "Rad " + note;
        EXPECT_EQ(kept_of(text + behind), text.substr(0, before + 4) + " " + behind) << text;
      }
}

TEST(Essence, OtherBracketsStay) {
  for (const std::string text : {"Bridge (near Hill) closed", "Part [2]", "(1920", "[", "box (", "x", "Max from Hill",
                                 "(octopus) seen", "[1 x 2 x 3]", "[pictured] here"})
    EXPECT_EQ(kept_of(text), text);
}

TEST(Essence, ATextOfNotesAloneStays) { EXPECT_EQ(kept_of("[FIXED] [OC]"), "[FIXED] [OC]"); }

TEST(Essence, SmallWordsAndDatesAreKnown) {
  EXPECT_EQ(kind_of(U"the"), WordKind::small);
  EXPECT_EQ(kind_of(U"für"), WordKind::small);
  EXPECT_EQ(kind_of(U"nicht"), WordKind::deciding);
  EXPECT_EQ(kind_of(U"not"), WordKind::deciding);
  EXPECT_EQ(kind_of(U"märz"), WordKind::deciding);
  EXPECT_EQ(kind_of(U"bridge"), WordKind::telling);
}

}  // namespace
}  // namespace resonanz::understand
