#include "ingest/second_look.h"

#include "ingest/testing.h"
#include "ingest/unread.h"

namespace resonanz::ingest {
namespace {

const std::string kDoubted = "Meine brake quietscht manchmal, ist aber sonst ganz gut";
const std::string kSecond = "first and second";

struct SecondLookTest : testing::House {
  int asked = 0;
  std::function<void()> meanwhile = [] {};

  /// A second tier that calls everything an idea.
  Reader second() {
    return [this](const Post& post, std::vector<Match>& matches) {
      ++asked;
      Reading reading = *readings.read(post, matches);
      reading.intent = "idea";
      reading.versions = kSecond;
      reading.is_doubtful = false;
      meanwhile();
      return reading;
    };
  }
  std::string intent_of(const std::string& native_id) {
    return *db->read([&](soci::session& sql) -> Result<std::string> {
      return load_reading(sql, mention_of(native_id))->reading.intent;
    });
  }
  void set(const std::string& statement) {
    ASSERT_TRUE(db->write([&](soci::session& sql) -> Status { return sql << statement, done(); }).ok());
  }
  SecondLook look() { return SecondLook(*db, *keys, hub, readings, second()); }
};

TEST_F(SecondLookTest, OnlyWhatIsInDoubtIsLookedAtAgain) {
  bring({post("1", kDoubted), post("2", "Wann kommt die neue brake in den Laden?")});
  ASSERT_EQ(*count_doubtful(*db), 1);
  std::string told;
  hub.subscribe([&](const std::string&, const std::string& data) { told += data; });
  auto second_look = look();
  EXPECT_TRUE(*second_look.step());
  EXPECT_FALSE(*second_look.step());
  EXPECT_EQ(asked, 1);
  EXPECT_EQ(intent_of("1"), "idea");
  EXPECT_EQ(intent_of("2"), "question");
  EXPECT_NE(told.find(id_text(mention_of("1"))), std::string::npos);
  EXPECT_EQ(*count_doubtful(*db), 0);
}

TEST_F(SecondLookTest, RollupsCountWhatItSays) {
  bring({post("1", kDoubted)});
  EXPECT_TRUE(*look().step());
  EXPECT_EQ(number("SELECT ideas FROM rollups WHERE query_id = 0"), 1);
  EXPECT_EQ(number("SELECT mentions FROM rollups WHERE query_id = 0"), 1);
}

TEST_F(SecondLookTest, AnEditMeanwhileIsNotOverwritten) {
  bring({post("1", kDoubted)});
  meanwhile = [&] { bring({post("1", kDoubted + " anderes", "", "2")}), meanwhile = [] {}; };
  auto second_look = look();
  EXPECT_TRUE(*second_look.step());
  EXPECT_NE(intent_of("1"), "idea");
  EXPECT_TRUE(*second_look.step());
  EXPECT_EQ(intent_of("1"), "idea");
}

TEST_F(SecondLookTest, WhatWentMeanwhileStaysGone) {
  bring({post("1", kDoubted)});
  meanwhile = [&] { bring({removal("1")}); };
  EXPECT_TRUE(*look().step());
  EXPECT_EQ(number("SELECT count(*) FROM mention_readings"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM mention_matches"), 0);
}

TEST_F(SecondLookTest, APersonsLabelStandsAboveIt) {
  bring({post("1", kDoubted)});
  set(fmt::format("INSERT INTO mention_labels VALUES ({}, 0, 'intent', 'praise', 'unsure', 1, 1)", mention_of("1")));
  EXPECT_TRUE(*look().step());
  EXPECT_EQ(intent_of("1"), "praise");
}

TEST_F(SecondLookTest, TheFirstModelsDoNotTakeBackWhatItSaid) {
  bring({post("1", kDoubted)});
  auto second_look = look();
  EXPECT_TRUE(*second_look.step());
  Unread unread(*db, *keys, readings, learning);
  ASSERT_TRUE(unread.expect(models().versions(), kSecond).ok());
  while (*unread.step()) {
  }
  EXPECT_EQ(*count_doubtful(*db), 0);
  set(fmt::format("INSERT INTO unread_mentions VALUES ({})", mention_of("1")));  // as when people taught something
  EXPECT_TRUE(*unread.step());
  EXPECT_EQ(intent_of("1"), "idea");
  EXPECT_EQ(*count_doubtful(*db), 1);
  EXPECT_TRUE(*second_look.step());
  EXPECT_EQ(asked, 2);
}

TEST_F(SecondLookTest, WithoutASecondTierTheFirstReadAgainWhatItRead) {
  bring({post("1", kDoubted)});
  EXPECT_TRUE(*look().step());
  Unread unread(*db, *keys, readings, learning);
  ASSERT_TRUE(unread.expect(models().versions()).ok());
  while (*unread.step()) {
  }
  EXPECT_NE(intent_of("1"), "idea");
}

}  // namespace
}  // namespace resonanz::ingest
