// What stands side by side is found, whatever the text.
#include "text/neighbours.h"

#include <gtest/gtest.h>

#include "text/testing/random_text.h"

namespace resonanz::text {
namespace {

class NeighboursTest : public ::testing::Test {
 protected:
  void read(std::string_view title, std::string_view text, bool german = false) {
    readings.begin();
    readings.add(title, Field::title, german);
    readings.add(text, Field::text, german);
    neighbours.read(readings);
  }
  bool stand(std::string_view first, std::string_view second) const {
    const auto word = [](std::string_view text) { return hash_of(TokenKind::word, text); };
    return has(neighbours_hash(word(first), word(second)));
  }
  bool has(std::uint32_t hash) const {
    const auto all = neighbours.hashes();
    return std::find(all.begin(), all.end(), hash) != all.end();
  }
  /// Asked of every two readings.
  ::testing::AssertionResult has_all() const {
    for (std::size_t i = 0; i < readings.size(); ++i)
      for (std::size_t j = 0; j < readings.size(); ++j) {
        const Reading first = readings[i], second = readings[j];
        if (first.field() != second.field() || first.last() + 1 != second.first) continue;
        if (!has(neighbours_hash(readings.hashes()[i], readings.hashes()[j])))
          return ::testing::AssertionFailure() << first.text() << ' ' << second.text() << " at " << first.first;
      }
    return ::testing::AssertionSuccess();
  }

  Readings readings;
  Neighbours neighbours;
};

TEST_F(NeighboursTest, StandSideBySide) {
  read("Die neue", "bremse quietscht, sagt Anna");
  EXPECT_TRUE(stand("die", "neue"));
  EXPECT_TRUE(stand("bremse", "quietscht"));
  EXPECT_TRUE(stand("sagt", "anna"));
  EXPECT_FALSE(stand("quietscht", "bremse")) << "in this order";
  EXPECT_FALSE(stand("bremse", "sagt"));
}

TEST_F(NeighboursTest, AreSoInEveryReading) {
  read("", "eine E-Mail Adresse für Müller kam");
  for (const auto& [first, second] : {std::pair{"eine", "email"}, {"eine", "e"}, {"e", "mail"}, {"email", "adresse"},
                                      {"mail", "adresse"}, {"adresse", "fuer"}, {"fur", "mueller"}, {"muller", "kam"}})
    EXPECT_TRUE(stand(first, second)) << first << ' ' << second;
}

TEST_F(NeighboursTest, OfNothingAreNone) {
  read("", "eins zwei");
  read("", "");
  EXPECT_TRUE(neighbours.hashes().empty());
  read("drei", "");
  EXPECT_TRUE(neighbours.hashes().empty());
}

TEST_F(NeighboursTest, OfRandomTextsAreAllThere) {
  std::mt19937 random(7);
  for (int i = 0; i < 20'000; ++i) {
    const std::string title = random() % 3 == 0 ? testing::random_text(random) : "", text = testing::random_text(random);
    read(title, text, random() % 2 == 0);
    ASSERT_TRUE(has_all()) << title << "\n" << text;
  }
}

}  // namespace
}  // namespace resonanz::text
