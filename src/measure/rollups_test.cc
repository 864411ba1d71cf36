#include "measure/rollups.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "measure/counts.h"
#include "store/sqlite/sqlite_database.h"

namespace resonanz::measure {
namespace {

/// A few mentions and queries that everything happens to, in any order.
class Rollups : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder_);
    db_ = *store::open_sqlite({.path = (folder_ / "resonanz.db").string()});
    run("INSERT INTO sources (id, name, kind, settings, secrets_sealed, state, assessment, created_at) "
        "VALUES (1, 's', 'feed', '', '', 'paused', '', 0)");
    run("INSERT INTO conversations VALUES (1, 1, 1, 1, 0, NULL)");
  }
  void TearDown() override {
    db_.reset();
    std::filesystem::remove_all(folder_);
  }

  void run(const std::string& statement) {
    const Status ran = db_->write([&](soci::session& sql) -> Status { return sql << statement, done(); });
    ASSERT_TRUE(ran.ok()) << statement << ": " << ran.error().text();
  }
  int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }
  template <std::size_t N>
  const char* one_of(const char* const (&names)[N]) {
    return names[below(N)];
  }
  std::string sentiment() { return one_of({"positive", "neutral", "negative", "unsure", ""}); }

  void say_three_times();

  /// As govern/expiry does.
  void expire(soci::session& sql, int mention) {
    sql << "INSERT INTO rollup_keeping VALUES (:id)", soci::use(mention);
    sql << "DELETE FROM mentions WHERE id = :id", soci::use(mention);
  }

  std::string anything() {
    const int mention = 1 + below(25), query = 1 + below(3), hour = below(3), flag = below(2);
    const std::string lang = one_of({"de", "en"}),
                      intent = one_of({"complaint", "question", "idea", "praise", "other"});
    switch (below(10)) {
      case 0:
        return fmt::format("DELETE FROM mentions WHERE id = {} AND {}", mention, flag);
      case 1:
        return fmt::format("UPDATE mentions SET deleted_at = {} WHERE id = {}", flag ? "1" : "NULL", mention);
      case 2:
        return fmt::format("DELETE FROM mention_readings WHERE mention_id = {}", mention);
      case 3:
        return fmt::format(
            "UPDATE mention_readings SET sentiment = '{}', hour = {}, hidden = {}, lang = '{}', heard_before = {} WHERE "
            "mention_id = {}",
            sentiment(), hour, flag, lang, below(2), mention);
      case 4:
        return fmt::format("DELETE FROM mention_matches WHERE mention_id = {} AND query_id = {}", mention, query);
      case 5:
        return fmt::format("UPDATE mention_matches SET hidden = {}, sentiment = '{}' WHERE mention_id = {}", flag,
                           sentiment(), mention);
      case 6:
      case 7:
        return fmt::format(
            "INSERT INTO mention_matches (mention_id, query_id, spans, sentiment) SELECT id, {}, '', '{}' FROM mentions "
            "WHERE id = {} ON CONFLICT (mention_id, query_id) DO UPDATE SET sentiment = excluded.sentiment",
            query, sentiment(), mention);
      case 8:
        return fmt::format(
            "INSERT OR IGNORE INTO mentions (id, source_id, native_key, revision, purpose, conversation_id, author_ref, "
            "network, kind, created_at, received_at, title, text, sealed) VALUES ({0}, 1, '{0}', '', '', 1, '', '', '', 0, 0, '', '', '')",
            mention);
      default:
        return fmt::format(
            "INSERT OR IGNORE INTO mention_readings (mention_id, hour, source_id, lang, sentiment, intent, toxic, first_id, "
            "said, versions) SELECT id, {}, 1, '{}', '{}', '{}', {}, CASE {} WHEN 1 THEN id "
            "ELSE (SELECT min(id) FROM mentions) END, '', '' FROM mentions WHERE id = {}",
            hour, lang, sentiment(), intent, flag, below(2), mention);
    }
  }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / fmt::format("resonanz-rollups-{}", ::getpid());
  std::unique_ptr<store::Database> db_;
  std::mt19937 random_{20261124};
};

TEST_F(Rollups, EqualTheRowsTheyCountWhateverHappens) {
  std::int64_t most = 0;
  for (int round = 0; round < 200; ++round) {
    const Status ran = db_->write([&](soci::session& sql) -> Status {
      for (int i = 0; i < 10; ++i) sql << anything();
      if (below(4) == 0) expire(sql, 1 + below(25));
      return done();
    });
    ASSERT_TRUE(ran.ok()) << ran.error().text();
    ASSERT_EQ(*wrong_rollups(*db_), 0) << "round " << round;
    const auto rows = *db_->read([](soci::session& sql) -> Result<std::int64_t> {
      std::int64_t n = 0;
      sql << "SELECT count(*) FROM rollups", soci::into(n);
      return n;
    });
    most = std::max(most, rows);
  }
  EXPECT_GT(most, 10);
}

TEST_F(Rollups, AStretchOfHoursCountedByDaysIsTheSumOfItsHours) {
  for (int i = 0; i < 1000; ++i) run(anything());
  run("UPDATE mention_readings SET hour = mention_id * 7");  // over a week
  const Status compared = db_->read([](soci::session& sql) -> Status {
    for (std::int64_t from = 0; from < 100; from += 5)
      for (std::int64_t to = from; to < 190; to += 7) {
        const Period period{Step::hour, from, to};
        Counts sum;
        for (const auto& [hour, counts] : count_by_step(sql, {}, period)) sum += counts;
        EXPECT_EQ(count(sql, {}, period), sum) << from << " to " << to;
      }
    EXPECT_GT(count(sql, {}, {Step::hour, 0, 190}).mentions, 3);
    return done();
  });
  ASSERT_TRUE(compared.ok());
}

/// Three mentions that say the same.
void Rollups::say_three_times() {
  for (int id = 1; id <= 3; ++id) {
    run(fmt::format("INSERT INTO mentions (id, source_id, native_key, revision, purpose, conversation_id, author_ref, "
                    "network, kind, created_at, received_at, title, text, sealed) VALUES ({0}, 1, '{0}', '', '', 1, '', "
                    "'', '', 0, 0, '', '', '')",
                    id));
    run(fmt::format("INSERT INTO mention_readings (mention_id, hour, source_id, lang, sentiment, intent, toxic, "
                    "first_id, said, versions) VALUES ({}, 1, 1, 'de', 'negative', 'complaint', 1, 1, '', '')",
                    id));
  }
}

TEST_F(Rollups, WhatIsRepeatedIsOneOpinionAlsoWhenItsFirstGoes) {
  say_three_times();
  const auto counts = [&] {
    return *db_->read([](soci::session& sql) -> Result<Counts> { return count(sql, {}, {Step::hour, 0, 9}); });
  };
  const auto is_one_of = [&](std::int64_t mentions) {
    const Counts c = counts();
    EXPECT_EQ(c.mentions, mentions);
    EXPECT_EQ(c.distinct(), 1);
    EXPECT_EQ(c.negative + c.complaints + c.toxic, 3);
    EXPECT_EQ(*wrong_rollups(*db_), 0);
  };
  is_one_of(3);
  run("DELETE FROM mentions WHERE id = 1");  // erased: the next one is the first
  is_one_of(2);
  for (const int id : {2, 3}) {  // expired: still counted, and who follows repeats it
    ASSERT_TRUE(db_->write([&](soci::session& sql) -> Status { return expire(sql, id), done(); }).ok());
    is_one_of(2);
  }
}

TEST_F(Rollups, ARebuildMendsWhatIsWrong) {
  for (int i = 0; i < 500; ++i) run(anything());
  run("UPDATE rollups SET negative = negative + 1");
  run("INSERT INTO rollups VALUES (9, 9, 9, 'de', 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)");
  EXPECT_GT(*wrong_rollups(*db_), 1);
  ASSERT_TRUE(rebuild_rollups(*db_).ok());
  EXPECT_EQ(*wrong_rollups(*db_), 0);
}

}  // namespace
}  // namespace resonanz::measure
