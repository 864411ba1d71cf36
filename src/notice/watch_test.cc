#include "notice/watch.h"

#include "ingest/testing.h"
#include "notice/message.h"

namespace resonanz::notice {
namespace {

struct Noticing : ingest::testing::House {
  Id user = 0, query = 0;
  std::optional<Rules> rules;
  std::optional<Alerts> alerts;
  std::optional<Watch> watch;

  void SetUp() override {
    House::SetUp();
    user = add_user();
    query = queries->list()->front().id;
    rules.emplace(*db);
    alerts.emplace(*db);
    begin_anew();
  }
  void TearDown() override {
    watch.reset();
    House::TearDown();
  }
  /// As after a restart.
  void begin_anew() { watch.emplace(Watch::Parts{*db, *keys, hub, clock}); }

  Rule rule(Rule::Kind kind, int cooldown_minutes = 0) {
    Rule made;
    made.query = query;
    made.name = "rule";
    made.kind = kind;
    made.cooldown_minutes = cooldown_minutes;
    if (kind == Rule::Kind::words) made.words = "fire OR recall*";
    if (kind == Rule::Kind::reach) made.reach = 1000;
    return made;
  }
  Id add(const Rule& made) {
    const auto added = rules->add(made, user, clock.now());
    EXPECT_TRUE(added.ok()) << added.error().text();
    return added ? added->id : 0;
  }
  void run(const std::string& statement) {
    const Status ran = db->write([&](soci::session& sql) -> Status { return sql << statement, done(); });
    ASSERT_TRUE(ran.ok()) << statement << ": " << ran.error().text();
  }
  /// What the store counted in an hour, `ago` hours before now.
  void count(std::int64_t ago, int mentions, int negative) {
    run(fmt::format("INSERT OR REPLACE INTO rollups VALUES ({}, {}, 99, 'en', {}, 0, {}, {}, 0, 0, 0, 0, 0, 0, 0, 0)",
                    query, hour_of(clock.now()) - ago, mentions, mentions - negative, negative));
  }
  void usual_weeks(int mentions, int negative) {
    for (std::int64_t ago = 6 * 7 * 24; ago > 0; --ago)
      count(ago, mentions + static_cast<int>(ago * 7 % 5), negative + static_cast<int>(ago * 3 % 2));
  }
  int look() {
    const auto posts = watch->look_at_posts(), counts = watch->look_at_counts();
    EXPECT_TRUE(posts.ok() && counts.ok());
    return posts && counts ? *posts + *counts : -1;
  }
  Alert newest() { return alerts->list(0, 1)->front(); }
};

TEST_F(Noticing, EveryMatchIsRaisedOnceWithItsPosts) {
  bring({post("0", "brake, long known")});
  add(rule(Rule::Kind::match));
  EXPECT_EQ(look(), 0) << "what was there before the rule is no news";
  bring({post("1", "brake"), post("2", "nothing"), post("3", "my brake")});
  EXPECT_EQ(look(), 1);
  EXPECT_EQ(newest().count, 2);
  EXPECT_EQ(newest().posts, (std::vector{mention_of("3"), mention_of("1")}));
  EXPECT_EQ(look(), 0);
  begin_anew();
  EXPECT_EQ(look(), 0) << "a restart raises nothing twice";
}

TEST_F(Noticing, WhatComesWhileARuleCoolsDownIsToldTogetherAfterwards) {
  add(rule(Rule::Kind::match, 30));
  bring({post("1", "brake")});
  EXPECT_EQ(look(), 1);
  bring({post("2", "brake")});
  EXPECT_EQ(look(), 0);
  begin_anew();
  bring({post("3", "brake")});
  clock.advance(31 * kMinuteUs);
  EXPECT_EQ(look(), 1);
  EXPECT_EQ(newest().count, 2) << "a restart loses nothing";
}

TEST_F(Noticing, CrisisWordsAreReadAsAQuery) {
  add(rule(Rule::Kind::words));
  bring({post("1", "brake"), post("2", "a Recall of the brake"), post("3", "recalled, but no b.")});
  EXPECT_EQ(look(), 1);
  EXPECT_EQ(newest().posts, std::vector{mention_of("2")});
}

TEST_F(Noticing, AnEditThatBringsACrisisWordIsRaisedOnce) {
  bring({post("1", "my brake"), post("2", "another brake")});
  add(rule(Rule::Kind::words));
  EXPECT_EQ(look(), 0);
  bring({post("1", "my brake, on fire", "", "2"), post("2", "another good brake", "", "2")});
  EXPECT_EQ(look(), 1);
  EXPECT_EQ(newest().posts, std::vector{mention_of("1")});
  bring({post("1", "my brake, still on fire", "", "3")});
  begin_anew();
  EXPECT_EQ(look(), 0) << "told before";
  bring({post("3", "brake"), post("3", "brake and fire", "", "2")});
  EXPECT_EQ(look(), 1);
  EXPECT_EQ(newest().count, 1) << "a post and its edit are one";
  bring({post("1", "my brake, still on fire", R"("likes":5)", "4")});
  EXPECT_EQ(look(), 0);
}

TEST_F(Noticing, AnEditThatIsNoNewTextIsNoNews) {
  bring({post("1", "my brake")});
  add(rule(Rule::Kind::match));
  bring({post("1", "my brake", "", "2")});
  EXPECT_EQ(look(), 0);
}

TEST_F(Noticing, FortyCopiesAreOneNegative) {
  usual_weeks(20, 2);
  add(rule(Rule::Kind::negative));
  std::vector<Item> copies;
  for (int i = 0; i < 40; ++i)
    copies.push_back(post(fmt::format("c{}", i), "RT @boss: what a terrible, awful brake, I hate it"));
  bring(copies);
  EXPECT_EQ(number("SELECT SUM(mentions) FROM rollups WHERE source_id <> 99 AND query_id > 0"), 40);
  EXPECT_EQ(number("SELECT SUM(negative) FROM rollups WHERE source_id <> 99 AND query_id > 0"), 1);
  EXPECT_EQ(look(), 0);
}

TEST_F(Noticing, AShareOfNegativesIsOfThoseWithATone) {
  usual_weeks(20, 2);
  add(rule(Rule::Kind::negative));
  count(0, 60, 30);
  run("UPDATE rollups SET neutral = 0, unsure = 30 WHERE mentions = 60");
  EXPECT_EQ(look(), 1);
  EXPECT_GT(newest().share.value_or(0), 0.38) << "of 30 with a tone, not of 60, and two usual hours";
}

TEST_F(Noticing, OneIsOne) {
  add(rule(Rule::Kind::match));
  bring({post("1", "brake")});
  EXPECT_EQ(look(), 1);
  EXPECT_EQ(alert_sentence(newest(), "en"), "1 new post.");
  EXPECT_EQ(alert_sentence(newest(), "de"), "1 neuer Beitrag.");
}

TEST_F(Noticing, ReachCountsFollowersAndWaitsForTheReading) {
  add(rule(Rule::Kind::reach));
  bring({post("1", "brake"), post("2", "brake")});
  run(fmt::format("INSERT OR IGNORE INTO unread_mentions VALUES ({})", mention_of("2")));
  run(fmt::format("UPDATE mention_readings SET reach = 5000 WHERE mention_id = {}", mention_of("2")));
  EXPECT_EQ(look(), 0);
  run("DELETE FROM unread_mentions");
  EXPECT_EQ(look(), 1);
  EXPECT_EQ(newest().posts, std::vector{mention_of("2")});
}

TEST_F(Noticing, VolumeAlarmsWithinTheHourAndSaysComparedWithWhat) {
  usual_weeks(4, 0);
  add(rule(Rule::Kind::volume));
  EXPECT_EQ(look(), 0);
  clock.advance(10 * kMinuteUs);
  count(0, 30, 0);
  EXPECT_EQ(look(), 1);
  const Alert alert = newest();
  EXPECT_EQ(alert.count, 30);
  EXPECT_NEAR(*alert.expected, 6, 1);
  EXPECT_LT(*alert.usual_low, *alert.expected);
  EXPECT_GT(*alert.usual_high, *alert.expected);
  EXPECT_LT(*alert.usual_high, 30);
  EXPECT_EQ(alert.baseline_hours, 6 * 7 * 24);
  EXPECT_LE(alert.to, clock.now());
  count(0, 60, 0);
  EXPECT_EQ(look(), 0) << "one alert for an hour";
}

TEST_F(Noticing, ACampaignIsNoCrisisAndAShareAloneNeither) {
  usual_weeks(20, 2);
  add(rule(Rule::Kind::negative));
  count(0, 200, 20);  // ten times as many, no worse
  EXPECT_EQ(look(), 0);
  count(0, 3, 3);  // all bad, but three
  EXPECT_EQ(look(), 0);
  count(0, 40, 30);
  EXPECT_EQ(look(), 1);
  const Alert alert = newest();
  EXPECT_EQ(alert.count, 30);
  EXPECT_GT(*alert.z, 3);
  EXPECT_GT(*alert.share, 2 * *alert.usual_share);
}

TEST_F(Noticing, AYoungQueryRaisesNothing) {
  add(rule(Rule::Kind::volume));
  add(rule(Rule::Kind::negative));
  for (int ago = 20; ago >= 0; --ago) count(ago, 20 * (21 - ago), 15 * (21 - ago));
  EXPECT_EQ(look(), 0);
}

TEST_F(Noticing, ARuleThatIsOffOrChangedRaisesNothingOfBefore) {
  Rule made = rule(Rule::Kind::match);
  made.id = add(made);
  made.active = false;
  ASSERT_TRUE(rules->change(made, user, clock.now()).ok());
  bring({post("1", "brake")});
  EXPECT_EQ(look(), 0);
  made.active = true;
  EXPECT_EQ(rules->change(made, user, clock.now()).error().code, Errc::conflict);
  made.version = 2;
  ASSERT_TRUE(rules->change(made, user, clock.now()).ok());
  EXPECT_EQ(look(), 0);
}

TEST_F(Noticing, PrecisionHasItsDenominator) {
  const Id id = add(rule(Rule::Kind::match));
  for (int i = 0; i < 4; ++i) {
    bring({post(std::to_string(i), "brake")});
    EXPECT_EQ(look(), 1);
    if (i < 3) {
      ASSERT_TRUE(alerts->judge(newest().id, i == 0 ? "noise" : "real", user, clock.now()).ok());
    }
  }
  const auto precision = *alerts->precision_of(id);
  EXPECT_EQ(precision.real, 2);
  EXPECT_EQ(precision.judged, 3);
  EXPECT_EQ(precision.raised, 4);
  EXPECT_EQ(*alerts->unseen(), 1);
  EXPECT_FALSE(alerts->judge(newest().id, "maybe", user, clock.now()).ok());
}

TEST_F(Noticing, ADeletedPostLeavesTheAlert) {
  add(rule(Rule::Kind::match));
  bring({post("1", "brake"), post("2", "brake")});
  EXPECT_EQ(look(), 1);
  bring({removal("2")});
  EXPECT_EQ(newest().posts, std::vector{mention_of("1")});
}

TEST_F(Noticing, BadRulesAreRefused) {
  Rule bad = rule(Rule::Kind::words);
  bad.words = "(";
  EXPECT_EQ(rules->add(bad, user, clock.now()).error().code, Errc::syntax);
  bad = rule(Rule::Kind::reach);
  bad.reach = 0;
  EXPECT_EQ(rules->add(bad, user, clock.now()).error().code, Errc::value);
  bad = rule(Rule::Kind::volume);
  bad.query = 12'345;
  EXPECT_EQ(rules->add(bad, user, clock.now()).error().code, Errc::not_found);
}

}  // namespace
}  // namespace resonanz::notice
