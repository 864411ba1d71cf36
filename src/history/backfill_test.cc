#include "history/backfill.h"

#include <gtest/gtest.h>

#include "history/testing.h"

namespace resonanz::history {
namespace {

struct Past : testing::Archive {
  std::optional<Backfills> backfills;

  void SetUp() override {
    Archive::SetUp();
    again();
  }
  void TearDown() override {
    backfills.reset();
    Archive::TearDown();
  }
  /// As after the end of the process.
  void again() { backfills.emplace(Backfills::Parts{*db, *keys, *queries, *history, clock}); }

  Id add_query(const std::string& query) { return queries->add(query, query, "", 1, clock.now())->id; }
  /// `steps` 0: to the end.
  void run(int steps = 0) {
    for (int i = 1, idle = 0; idle < 3; ++i) {
      const auto worked = backfills->step();
      ASSERT_TRUE(worked.ok()) << worked.error().text();
      if (i == steps) return;
      if (*worked) continue;
      clock.advance(10 * kSecondUs);
      ++idle;
    }
  }
  std::int64_t matches(Id query) {
    return number(fmt::format("SELECT count(*) FROM mention_matches WHERE query_id = {}", query));
  }
  Backfill::State state() { return backfills->list()->at(0).state; }
};

TEST_F(Past, ANewQueryFindsWhatWasStoredBefore) {
  store(700, [](int i) { return i % 2 ? "Bremse quietscht" : "Lenker wackelt"; });
  index();
  store(10, [](int) { return "quietscht"; });  // not indexed yet
  const Id query = add_query("quietscht");
  EXPECT_EQ(matches(query), 0);
  ASSERT_TRUE(backfills->begin(query, 1).ok());
  run();
  EXPECT_EQ(matches(query), 360);
  const auto job = backfills->list()->at(0);
  EXPECT_EQ(job.state, Backfill::State::done);
  EXPECT_EQ(std::tuple(job.matches, job.looked_at, job.posts), std::tuple(360, 710, 710));
  const auto spans = *db->read([&](soci::session& sql) -> Result<std::string> {
    std::string out;
    sql << "SELECT spans FROM mention_matches LIMIT 1", soci::into(out);
    return out;
  });
  EXPECT_EQ(spans, "b7-16");
}

TEST_F(Past, ItGoesOnWhereTheProcessEnded) {
  store(1000, [](int) { return "Bremse"; });
  index();
  const Id query = add_query("Bremse");
  ASSERT_TRUE(backfills->begin(query, 1).ok());
  run(2);
  const auto before = matches(query);
  EXPECT_EQ(before, 400);
  EXPECT_NEAR(backfills->list()->at(0).looked_at, 400, 2);  // by the share of the ids
  again();
  run();
  EXPECT_EQ(matches(query), 1000);
  EXPECT_EQ(backfills->list()->at(0).matches, 1000);  // none looked at twice
  ASSERT_TRUE(backfills->begin(query, 1).ok());       // and again: the same
  run();
  EXPECT_EQ(matches(query), 1000);
}

TEST_F(Past, AChangedQueryLosesWhatNoLongerMatches) {
  store(300, [](int i) { return i % 3 ? "Bremse" : "Bremse kaputt"; });
  index();
  const Id query = add_query("Bremse");
  ASSERT_TRUE(backfills->begin(query, 1).ok());
  run();
  EXPECT_EQ(matches(query), 300);
  ASSERT_TRUE(queries->change(query, "Bremse", "Bremse -kaputt", "", 1, 1, clock.now()).ok());
  ASSERT_TRUE(backfills->begin(query, 1).ok());
  run();
  EXPECT_EQ(matches(query), 200);
}

TEST_F(Past, AnEditMeanwhileIsNotOverwritten) {
  const Id post = store("Bremse");
  index();
  const Id query = add_query("Bremse");
  ASSERT_TRUE(backfills->begin(query, 1).ok());
  edit(post, "Lenker");
  run();
  EXPECT_EQ(matches(query), 0);
}

TEST_F(Past, CancelledItStopsAndKeepsWhatItHas) {
  store(1000, [](int) { return "Bremse"; });
  const Id query = add_query("Bremse");
  ASSERT_TRUE(backfills->begin(query, 1).ok());
  run(1);
  ASSERT_TRUE(backfills->cancel(query, 1).ok());
  run();
  EXPECT_EQ(matches(query), 200);
  EXPECT_EQ(backfills->list()->at(0).looked_at, 200);
  EXPECT_EQ(state(), Backfill::State::cancelled);
  EXPECT_EQ(backfills->cancel(query, 1).error().code, Errc::not_found);
  EXPECT_EQ(backfills->begin(12345, 1).error().code, Errc::not_found);
  EXPECT_EQ(number("SELECT count(*) FROM audit WHERE action LIKE 'query.backfill%'"), 2);
}

TEST_F(Past, ATagIsAppliedToWhatWasStoredBefore) {
  for (const char* text : {"brake loud", "brake", "brake loud too"}) store(text);
  index();
  const Id tag = queries->add("loud", "loud", "", 1, clock.now(), listen::Purpose::tag)->id;
  ASSERT_TRUE(backfills->begin(tag, 1).ok());
  run();
  EXPECT_EQ(state(), Backfill::State::done);
  EXPECT_EQ(matches(tag), 2);
  // Changed and applied again, it leaves what it no longer finds.
  ASSERT_TRUE(queries->change(tag, "loud", "too", "", 1, {1}, clock.now()).ok());
  ASSERT_TRUE(backfills->begin(tag, 1).ok());
  run();
  EXPECT_EQ(matches(tag), 1);
  const Id by_hand = queries->add("by hand", "", "", 1, clock.now(), listen::Purpose::tag)->id;
  EXPECT_EQ(backfills->begin(by_hand, 1).error().code, Errc::not_found);
}

TEST_F(Past, ARemovedQueryTakesItsMatchesWithIt) {
  store(1500, [](int) { return "Bremse"; });
  const Id query = add_query("Bremse"), other = add_query("Bremse OR Lenker");
  for (const Id id : {query, other}) ASSERT_TRUE(backfills->begin(id, 1).ok());
  run();
  ASSERT_TRUE(queries->remove(query, 1, clock.now()).ok());
  run();
  EXPECT_EQ(matches(query), 0);
  EXPECT_EQ(matches(other), 1500);
  EXPECT_EQ(backfills->list()->size(), 1u);
}

}  // namespace
}  // namespace resonanz::history
