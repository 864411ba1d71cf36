#include "govern/expiry.h"

#include "audit/audit.h"
#include "cases/case_rows.h"
#include "govern/limits.h"
#include "govern/testing.h"
#include "ingest/ledger.h"

namespace resonanz::govern {
namespace {

struct Retention : testing::Office {
  std::int64_t rows(std::string_view table) { return number(fmt::format("SELECT count(*) FROM {}", table)); }
  void run() {
    const auto gone = expire(*db, clock.now());
    ASSERT_TRUE(gone.ok()) << gone.error().text();
  }
};

TEST_F(Retention, ThatAnExpiredPostWasSaidStaysCountedAndAnErasedOneDoesNot) {
  bring({post("1", "brake", by("anna")), post("2", "brake", by("bert"))});
  ASSERT_TRUE(desk->erase("forum", "anna", "test").ok());
  EXPECT_EQ(number("SELECT SUM(mentions) FROM rollup_days WHERE query_id = 0"), 1);
  clock.set(clock.now() + 91 * kDayUs);
  run();
  EXPECT_EQ(rows("mentions"), 0);
  EXPECT_EQ(number("SELECT SUM(mentions) FROM rollup_days WHERE query_id = 0"), 1);
}

TEST_F(Retention, ARunThatIsEndedIsDueAgain) {
  bring({post("1", "brake", by("anna"))});
  clock.set(clock.now() + 91 * kDayUs);
  ASSERT_TRUE(expire(*db, clock.now(), [] { return false; }).ok());
  EXPECT_EQ(rows("mentions"), 1);
  EXPECT_TRUE(is_expiry_due(last_expiry(*db)->at, clock.now()));
}

/// One row at least of every class that has a limit; the clock moves past each limit and the class is gone.
TEST_F(Retention, EveryClassIsGonePastItsLimit) {
  Item broken = post("9", "brake");
  broken.problem = fail(Errc::feed, "half");
  bring({post("1", "brake", by("anna")), post("2", "brake", by("bert")), post("3", "brake", by("carl")), broken});
  const Id id = *cases->take(mention_of("1"), user, "dialogue");
  ASSERT_TRUE(cases->note(id, "note", user).ok());
  ASSERT_TRUE(cases->promise(id, "soon", clock.now() + kDayUs, user).ok());
  ASSERT_TRUE(cases->close(id, user).ok());
  ASSERT_TRUE(desk->restrict("forum", "carl", "test").ok());
  ASSERT_TRUE(
      db->write([&](soci::session& sql) -> Status {
          const TimeUs tomorrow = clock.now() + kDayUs / 2;
          sql << "INSERT INTO sessions VALUES ('t', :u, 'c', 1, :e)", soci::use(user), soci::use(tomorrow);
          sql << "INSERT INTO outbox (id, key, source_id, case_id, user_id, text, approved_by, approved_hash, state, created_at, not_before) "
                 "VALUES (7, 'k', :s, :c, :u, 'x', 1, 'h', 'sent', 1, 1)",
              soci::use(source), soci::use(id), soci::use(user);
          sql << "INSERT INTO alert_rules (id, query_id, name, kind, sensitivity, cooldown_minutes, created_by, created_at, updated_at) "
                 "VALUES (8, 0, 'r', 'match', 'low', 0, 1, 1, 1)";
          const TimeUs today = clock.now();
          sql << "INSERT INTO alerts (id, rule_id, cause, at, from_at, to_at, count) VALUES (9, 8, 'm1', :at, 1, 1, 1)",
              soci::use(today);
          sql << "INSERT INTO crisis_rooms (id, title, drill, state, reason, query_id, began_at, opened_by, opened_at, closed_at, "
                 "lead_id, level, media_posts) VALUES (10, 'r', 0, 'closed', '', 0, 1, 1, 1, :at, 1, 1, 0)",
              soci::use(today);
          sql << "INSERT INTO crisis_events (id, room_id, at, kind, text, data) VALUES (11, 10, 1, 'entry', 'x', '{}')";
          sql << "INSERT INTO notices VALUES (12, 10, :at, 'crisis.opened', '/', 'a', 'b', 'c', 'd')", soci::use(today);
          audit::append(sql, clock.now(), {"system", "quarantine.discard", "item 1", "", "words"});
          return done();
        }).ok());
  const TimeUs begin = clock.now();
  for (const Limit& limit : limits()) {
    if (limit.days < 0) continue;
    ASSERT_GT(rows(limit.table), 0) << limit.table << " is not seeded";
  }
  clock.set(begin + 89 * kDayUs);
  run();
  EXPECT_EQ(rows("mentions"), 3) << "not a day early";
  EXPECT_EQ(rows("quarantine"), 1);
  clock.set(begin + 91 * kDayUs);
  run();
  EXPECT_EQ(rows("sessions"), 0);
  EXPECT_EQ(rows("quarantine"), 0);
  EXPECT_EQ(rows("mentions"), 2) << "the case's and the restricted one stay";
  EXPECT_EQ(rows("subjects"), 2);
  clock.set(begin + 1096 * kDayUs);
  run();
  for (const Limit& limit : limits())
    if (limit.days >= 0 || limit.with == "mentions" || limit.with == "cases")
      EXPECT_EQ(rows(limit.table), 0) << limit.table;
  EXPECT_GT(rows("restrictions"), 0) << "a restriction ends when somebody ends it";
  EXPECT_EQ(ingest::read_ledgers(*db)->at(source).difference(), 0);
  EXPECT_GT(number("SELECT count(*) FROM audit WHERE action = 'retention.expire'"), 0);
}

TEST_F(Retention, ARevisionDoesNotProlongTheTime) {
  bring({post("1", "brake", by("anna"))});
  clock.advance(80 * kDayUs);
  bring({post("1", "brake again", by("anna"), "2")});
  EXPECT_EQ(number("SELECT count(*) FROM mentions WHERE text = 'brake again'"), 1);
  clock.advance(11 * kDayUs);
  run();
  EXPECT_EQ(rows("mentions"), 0) << "it runs from the first collection";
}

TEST_F(Retention, ItRunsOnceANight) {
  const TimeUs evening = parse_rfc3339("2026-11-23T20:00:00Z").value();
  EXPECT_TRUE(is_expiry_due(0, evening)) << "never ran";
  EXPECT_FALSE(is_expiry_due(evening, evening + 5 * kHourUs)) << "before the hour";
  EXPECT_TRUE(is_expiry_due(evening, evening + 6 * kHourUs)) << "02:00";
  EXPECT_FALSE(is_expiry_due(evening + 6 * kHourUs, evening + 20 * kHourUs));
  EXPECT_TRUE(is_expiry_due(evening, evening - kHourUs)) << "a clock that was set back does not stop it";
}

TEST_F(Retention, ANameIsSealedAgainUntilItIsOpenedAnew) {
  bring({post("1", "brake", by("anna"))});
  const Id id = *cases->take(mention_of("1"), user, "dialogue");
  const auto open = [&] {
    return cases::name_is_open(*db->read([&](soci::session& sql) { return cases::load_case(sql, id); }), clock.now());
  };
  EXPECT_TRUE(open());
  ASSERT_TRUE(cases->close(id, user).ok());
  clock.advance(89 * kDayUs);
  EXPECT_TRUE(open());
  clock.advance(2 * kDayUs);
  EXPECT_FALSE(open()) << "without any job";
  ASSERT_TRUE(cases->reopen(id, user).ok());
  EXPECT_FALSE(open()) << "reopening the case opens no name";
  ASSERT_TRUE(cases->close(id, user).ok());
  bring({post("2", "again", by("anna", R"("in_reply_to":"1")"))});
  EXPECT_EQ(number("SELECT count(*) FROM cases WHERE state = 'open'"), 1);
  EXPECT_FALSE(open()) << "nor does a new post of theirs";
  EXPECT_EQ(cases->take(mention_of("1"), user, "curiosity").error().code, Errc::value) << "a reason is one of the list";
  ASSERT_TRUE(cases->take(mention_of("1"), user, "rights_request").ok());
  EXPECT_TRUE(open());
  EXPECT_EQ(number("SELECT count(*) FROM reveals"), 2) << "each opening is recorded";
  EXPECT_EQ(number("SELECT count(*) FROM audit WHERE action = 'name.open'"), 2);
}

TEST_F(Retention, TheNightSealsNamesAndSaysSo) {
  bring({post("1", "brake", by("anna"))});
  const Id id = *cases->take(mention_of("1"), user, "dialogue");
  ASSERT_TRUE(cases->close(id, user).ok());
  clock.advance(90 * kDayUs);
  run();
  run();
  EXPECT_EQ(number("SELECT count(*) FROM cases WHERE sealed_at IS NOT NULL"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM audit WHERE action = 'name.seal'"), 1);
}

}  // namespace
}  // namespace resonanz::govern
