#include "ingest/readings.h"

#include "ingest/testing.h"
#include "ingest/unread.h"

namespace resonanz::ingest {
namespace {

struct ReadingsTest : testing::House {
  std::string text(const std::string& select) {
    return *db->read([&](soci::session& sql) -> Result<std::string> {
      std::string out;
      sql << select, soci::into(out);
      return out;
    });
  }
  Id first_of(const std::string& native_id) {
    return number(fmt::format("SELECT first_id FROM mention_readings WHERE mention_id = {}", mention_of(native_id)));
  }
};

const std::string kAngry = "Die brake ist schon wieder kaputt, so ein Mist! Warum kommt der Service nicht?";

TEST_F(ReadingsTest, WhatIsKeptIsReadInTheSameTransaction) {
  bring({post("1", kAngry), post("2", "nothing that anybody asked for")});
  EXPECT_EQ(number("SELECT count(*) FROM mention_readings"), 1);
  EXPECT_EQ(text("SELECT lang || ' ' || sentiment FROM mention_readings"), "de negative");
  EXPECT_EQ(number("SELECT mentions FROM rollups WHERE query_id = 0"), 1);
}

TEST_F(ReadingsTest, AMatchIsReadByItsOwnSentences) {
  const Post post{.id = "1", .text = "Das Rad ist wunderbar. Die Bremse ist 3.5 mm zu kurz! Danke."};
  const auto bremse = post.text.find("Bremse");
  EXPECT_EQ(sentences_of(post, {1, {{false, bremse, bremse + 6}}}), " Die Bremse ist 3.5 mm zu kurz!\n");
  EXPECT_EQ(sentences_of(post, {1, {{false, 999, 1000}}}), "");
  EXPECT_EQ(sentences_of(post, {1, {{false, 0, 3}, {false, 4, 7}}}), "Das Rad ist wunderbar.\n");
}

TEST_F(ReadingsTest, RepeatsCountOnceAndOutliveTheirFirst) {
  bring({post("1", kAngry), post("2", kAngry + " https://a.example"),
         post("3", "A brake that works, what a day in the sun")});
  EXPECT_EQ(first_of("2"), mention_of("1"));
  EXPECT_EQ(first_of("3"), mention_of("3"));
  EXPECT_EQ(number("SELECT SUM(mentions) - SUM(repeats) FROM rollups WHERE query_id = 0"), 2);
  bring({removal("1")});
  EXPECT_EQ(first_of("2"), mention_of("2"));
  EXPECT_EQ(number("SELECT SUM(mentions) - SUM(repeats) FROM rollups WHERE query_id = 0"), 2);
  bring({post("4", kAngry)});
  EXPECT_EQ(first_of("4"), mention_of("2"));
}

TEST_F(ReadingsTest, RepeatsAreKnownAfterARestart) {
  bring({post("1", kAngry)});
  close();
  open();
  bring({post("2", kAngry)});
  EXPECT_EQ(first_of("2"), mention_of("1"));
}

TEST_F(ReadingsTest, APersonsLabelStandsAboveTheModelsForGood) {
  bring({post("1", kAngry)});
  const Id mention = mention_of("1");
  const Status said = db->write([&](soci::session& sql) -> Status {
    sql << "INSERT INTO mention_labels VALUES (:m, 0, 'sentiment', 'positive', 'negative', 1, 1)", soci::use(mention);
    sql << "INSERT INTO unread_mentions VALUES (:m)", soci::use(mention);
    return done();
  });
  ASSERT_TRUE(said.ok());
  Unread unread(*db, *keys, readings);
  EXPECT_TRUE(*unread.step());
  EXPECT_FALSE(*unread.step());
  EXPECT_EQ(text("SELECT sentiment FROM mention_readings"), "positive");
  bring({post("1", kAngry + " Furchtbar.", "", "2")});
  EXPECT_EQ(text("SELECT sentiment FROM mention_readings"), "positive");
}

TEST_F(ReadingsTest, WhatOlderModelsReadIsReadAgain) {
  bring({post("1", kAngry)});
  const Status aged = db->write([&](soci::session& sql) -> Status {
    return sql << "UPDATE mention_readings SET versions = 'old', sentiment = 'positive'", done();
  });
  ASSERT_TRUE(aged.ok());
  Unread unread(*db, *keys, readings);
  const auto models = understand::shipped_models();
  ASSERT_TRUE(unread.expect(models->versions()).ok());
  EXPECT_EQ(*unread.waiting(), 1);
  EXPECT_TRUE(*unread.step());
  EXPECT_EQ(text("SELECT sentiment FROM mention_readings"), "negative");
  ASSERT_TRUE(unread.expect(models->versions()).ok());
  EXPECT_EQ(*unread.waiting(), 0);
}

TEST_F(ReadingsTest, WhatWasReadGoesWithTheText) {
  bring({post("1", kAngry)});
  bring({removal("1")});
  EXPECT_EQ(number("SELECT count(*) FROM mention_readings"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM rollups"), 0);
}

}  // namespace
}  // namespace resonanz::ingest
