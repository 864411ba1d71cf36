#include "crisis/rooms.h"

#include "cases/cases.h"
#include "crisis/testing.h"
#include "publish/outbox.h"

namespace resonanz::crisis {
namespace {

struct CrisisRoom : testing::CrisisHouse {
  /// An alert on two posts of the query, one with a picture, told to one target, so long after they were written.
  Id alert(TimeUs later = 0) {
    bring({post("1", "brake", R"("media":["image"])"), post("2", "brake again")});
    pass(later);
    notice::Targets targets(*db, *keys);
    target =
        targets
            .add({0, notice::Target::Kind::webhook, "hook", "https://x.example/", "", "de", 0, 0}, mira, clock.now())
            ->id;
    notice::Rule rule;
    rule.query = query, rule.name = "rule", rule.kind = notice::Rule::Kind::match, rule.targets = {target};
    rule = *notice::Rules(*db).add(rule, mira, clock.now());
    return *db->write([&](soci::session& sql) -> Result<Id> {
      const TimeUs now = clock.now();
      return notice::raise_alert(sql, rule, {"m1", now, now, 2, {}, {mention_of("1"), mention_of("2")}}, now);
    });
  }
  Room from_alert(Id alert, bool drill = false) {
    NewRoom wanted;
    wanted.title = "Bremse", wanted.alert = alert, wanted.drill = drill;
    return *board->rooms.open(wanted, mira);
  }
  Id target = 0;
};

TEST_F(CrisisRoom, TakesFromItsAlertQueryPostsTimeAndTargets) {
  const Id id = alert();
  const TimeUs alarm = clock.now();
  pass(10 * kMinuteUs);
  const Room room = from_alert(id);
  EXPECT_EQ(room.query, query);
  EXPECT_EQ(room.posts.size(), 2u);
  EXPECT_EQ(room.measured.media_posts, 1);
  EXPECT_EQ(*room.alert_at, alarm);
  EXPECT_EQ(room.targets, std::vector<Id>{target});
  EXPECT_EQ(room.running(ClockKind::look)->started_at, alarm) << "the look counts from the alarm";
  EXPECT_TRUE(room.running(ClockKind::look)->met_at);
  EXPECT_EQ(room.severity, 2) << "a picture";
  NewRoom again;
  again.title = "Noch einer", again.alert = id;
  EXPECT_EQ(board->rooms.open(again, tom).error().code, Errc::state);
  again.drill = true;
  EXPECT_TRUE(board->rooms.open(again, tom).ok()) << "a drill besides is no second crisis";
}

TEST_F(CrisisRoom, BeginsWhenThePostsOfItsAlertWereWritten) {
  const TimeUs written = clock.now();
  const Room room = from_alert(alert(90 * kMinuteUs));
  EXPECT_LE(room.began_at, written);
  EXPECT_EQ(room.measured.mentions, 2) << "those of the hour before the alarm's too";
}

TEST_F(CrisisRoom, ALateLookIsAMissedClock) {
  const Id id = alert();
  pass(61 * kMinuteUs);
  const Room room = from_alert(id);
  EXPECT_TRUE(room.running(ClockKind::look)->missed(clock.now()));
}

TEST_F(CrisisRoom, SeverityAndLevelFollowWhatIsStated) {
  const Room room = open();
  EXPECT_EQ(room.level, 1);
  EXPECT_EQ(board->rooms.state_fact(room.id, Fact::failure, "yes", "", tom).error().code, Errc::value);
  const Room stated = *board->rooms.state_fact(room.id, Fact::failure, "product", "Bremszug", tom);
  EXPECT_EQ(stated.severity, 2);
  const Room pressed = *board->rooms.state_fact(room.id, Fact::press, "yes", "", tom);
  EXPECT_EQ(pressed.severity, 3);
  EXPECT_EQ(pressed.level, 2);
  ASSERT_TRUE(pressed.running(ClockKind::answer));
  const Room harmed = *board->rooms.state_fact(room.id, Fact::product_harm, "yes", "", tom);
  EXPECT_EQ(harmed.level, 3);
  EXPECT_TRUE(harmed.running(ClockKind::statement));
  const Room mended = *board->rooms.state_fact(room.id, Fact::product_harm, "", "es war ein anderes Rad", tom);
  EXPECT_EQ(mended.level, 2);
  EXPECT_FALSE(mended.running(ClockKind::statement)) << "no longer asked for";
  EXPECT_EQ(mended.levels.size(), 4u);
}

TEST_F(CrisisRoom, TheStepsOfEachLevelComeOnceWithOneOwner) {
  const Room room = open();
  const std::size_t first = room.steps.size();
  EXPECT_GT(first, 0u);
  for (const Step& step : room.steps) EXPECT_EQ(step.owner, mira) << "the lead";
  const Room higher = *board->rooms.set_level(room.id, 3, "Rückruf", mira);
  EXPECT_GT(higher.steps.size(), first);
  ASSERT_TRUE(board->rooms.set_level(room.id, 1, "doch nicht", mira).ok());
  EXPECT_EQ(board->rooms.set_level(room.id, 3, "doch", mira)->steps.size(), higher.steps.size());
}

TEST_F(CrisisRoom, ASetLevelStandsUntilItIsOvertaken) {
  const Room room = open();
  EXPECT_EQ(board->rooms.set_level(room.id, 2, "", mira).error().code, Errc::value) << "a reason is needed";
  ASSERT_TRUE(board->rooms.set_level(room.id, 2, "Vorsicht", mira).ok());
  EXPECT_EQ(board->rooms.state_fact(room.id, Fact::journalist, "yes", "", tom)->level, 2);
  const Room injured = *board->rooms.state_fact(room.id, Fact::injury, "yes", "", tom);
  EXPECT_EQ(injured.level, 4);
  EXPECT_FALSE(injured.set);
  EXPECT_EQ(board->rooms.derive_level(room.id, mira)->level, 4);
}

TEST_F(CrisisRoom, AStepIsSkippedWithAReasonOnly) {
  const Room room = open();
  StepChange skip;
  skip.state = "skipped";
  const Id step = room.steps.front().id;
  EXPECT_EQ(board->rooms.change_step(step, skip, tom).error().code, Errc::value);
  skip.note = "schon geschehen";
  EXPECT_EQ(board->rooms.change_step(step, skip, tom)->steps.front().done_by, tom);
  StepChange nobody;
  nobody.owner = 4711;
  EXPECT_EQ(board->rooms.change_step(step, nobody, tom).error().code, Errc::not_found);
  EXPECT_EQ(events("step_skipped"), 1);
}

TEST_F(CrisisRoom, ClocksAreToldOnceWhenNearAndOnceWhenMissed) {
  const Room room = from_alert(alert());
  ASSERT_TRUE(board->rooms.set_level(room.id, 2, "Anfrage", mira).ok());
  EXPECT_EQ(watch(), 0);
  pass(46 * kMinuteUs);
  EXPECT_EQ(watch(), 1);
  EXPECT_EQ(watch(), 0) << "once";
  pass(15 * kMinuteUs);
  EXPECT_EQ(watch(), 1);
  EXPECT_EQ(watch(), 0);
  EXPECT_EQ(events("clock_near"), 1);
  EXPECT_EQ(events("clock_missed"), 1);
  EXPECT_EQ(
      number(
          "SELECT count(*) FROM alert_deliveries d JOIN notices n ON n.id = d.notice_id WHERE n.kind LIKE 'crisis.clock_%'"),
      2);
}

TEST_F(CrisisRoom, TheFirstAnswerThatWasSentMeetsItsClock) {
  const Room room = from_alert(alert());
  ASSERT_TRUE(board->rooms.set_level(room.id, 2, "Anfrage", mira).ok());
  cases::Cases cases(*db, hub, clock);
  publish::Outbox outbox(*db, *keys, hub, clock);
  const auto item = *outbox.reply({*cases.take(mention_of("1"), tom, "dialogue"), tom, "11 Nm", "de", "key-0001", 0});
  EXPECT_EQ(watch(), 0) << "not sent yet";
  ASSERT_TRUE(*outbox.begin(item.id));
  ASSERT_TRUE(outbox.sent(item, {"our-1", "", false}).ok());
  EXPECT_EQ(watch(), 1);
  const Room met = *board->rooms.find(room.id);
  EXPECT_TRUE(met.running(ClockKind::answer)->met_at);
  EXPECT_EQ(met.running(ClockKind::answer)->met_by, 0) << "the program saw it";
}

TEST_F(CrisisRoom, OpenedAgainItWaitsForAnAnswerOfItsOwn) {
  const Room room = from_alert(alert());
  ASSERT_TRUE(board->rooms.set_level(room.id, 2, "Anfrage", mira).ok());
  cases::Cases cases(*db, hub, clock);
  publish::Outbox outbox(*db, *keys, hub, clock);
  const Id the_case = *cases.take(mention_of("1"), tom, "dialogue");
  const auto answer = [&](const std::string& key) {
    const auto item = *outbox.reply({the_case, tom, "11 Nm", "de", key, 0});
    ASSERT_TRUE(*outbox.begin(item.id));
    ASSERT_TRUE(outbox.sent(item, {"our-" + key, "", false}).ok());
  };
  answer("key-0001");
  watch();
  ASSERT_TRUE(board->rooms.find(room.id)->running(ClockKind::answer)->met_at);
  pass(kMinuteUs);
  ASSERT_TRUE(board->rooms.close(room.id, "vorbei", {}, mira).ok());
  pass(kMinuteUs);
  ASSERT_TRUE(board->rooms.reopen(room.id, "es geht weiter", mira).ok());
  watch();
  EXPECT_FALSE(board->rooms.find(room.id)->running(ClockKind::answer)->met_at);
  answer("key-0002");
  watch();
  EXPECT_TRUE(board->rooms.find(room.id)->running(ClockKind::answer)->met_at);
}

TEST_F(CrisisRoom, IsNotClosedWhileItHoldsPublishing) {
  const Room room = open();
  ASSERT_TRUE(board->rooms.begin_hold(room.id, "Rückruf", mira).ok());
  EXPECT_EQ(board->rooms.close(room.id, "", {}, mira).error().code, Errc::state);
  ASSERT_TRUE(board->rooms.lift_hold(room.id, "", mira).ok());
  const Room closed = *board->rooms.close(room.id, "vorbei", "früher reden", mira);
  EXPECT_EQ(closed.state, State::closed);
  EXPECT_EQ(closed.lessons, "früher reden");
  EXPECT_EQ(board->rooms.set_level(room.id, 2, "x", mira).error().code, Errc::state);
  EXPECT_EQ(board->rooms.state_fact(room.id, Fact::press, "yes", "", mira).error().code, Errc::state);
  const Room again = *board->rooms.reopen(room.id, "es geht weiter", mira);
  EXPECT_EQ(again.state, State::open);
  EXPECT_TRUE(again.running(ClockKind::look)) << "clocks start anew";
}

TEST_F(CrisisRoom, ADrillSaysSoAndCountsNowhere) {
  const Id id = alert();
  const Room room = from_alert(id, true);
  ASSERT_TRUE(board->rooms.begin_hold(room.id, "Probe", mira).ok());
  EXPECT_EQ(
      number(
          "SELECT count(*) FROM notices WHERE title_de LIKE 'Übung: %' AND title_en LIKE 'Drill: %' AND text_de LIKE '%Dies ist eine Übung.%'"),
      number("SELECT count(*) FROM notices"));
  EXPECT_GT(number("SELECT count(*) FROM notices"), 0);
  EXPECT_EQ(board->rooms.figures()->rooms, 0);
  EXPECT_EQ(board->rooms.open_counts()->drills, 1);
  EXPECT_FALSE(*db->read([](soci::session& sql) -> Result<bool> { return publish::hold_now(sql).has_value(); }));
}

TEST_F(CrisisRoom, NothingOfTheTimelineIsChangedOrTakenOut) {
  const Room room = open();
  ASSERT_TRUE(board->rooms.add_entry(room.id, "Anruf der Zeitung", tom).ok());
  const auto run = [&](const std::string& statement) {
    return db->write([&](soci::session& sql) -> Status {
      sql << statement;
      return done();
    });
  };
  EXPECT_FALSE(run("UPDATE crisis_events SET at = 1").ok());
  EXPECT_FALSE(run("DELETE FROM crisis_events").ok());
  EXPECT_TRUE(run("UPDATE crisis_events SET text = '***' WHERE kind = 'entry'").ok()) << "an erasure masks a name";
  EXPECT_TRUE(run("DELETE FROM crisis_rooms").ok()) << "it goes with its room";
  EXPECT_EQ(number("SELECT count(*) FROM crisis_events"), 0);
}

TEST_F(CrisisRoom, WhatHappenedStandsInTheAuditToo) {
  const Room room = open();
  ASSERT_TRUE(board->rooms.begin_hold(room.id, "Rückruf", mira).ok());
  EXPECT_EQ(number("SELECT count(*) FROM audit WHERE action LIKE 'crisis.%'"),
            number("SELECT count(*) FROM crisis_events"));
}

}  // namespace
}  // namespace resonanz::crisis
