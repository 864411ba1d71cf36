#pragma once
// A whole back end in a temporary folder for tests: store, keys, journal, sources, pipeline, with a clock in hand.

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>

#include <filesystem>

#include "base/id.h"
#include "host/random.h"
#include "ingest/model_reader.h"
#include "ingest/pipeline.h"
#include "listen/saved_queries.h"
#include "net/egress.h"
#include "sources/assessment.h"
#include "store/sqlite/sqlite_database.h"
#include "stream/embedded/embedded_journal.h"

namespace resonanz::ingest::testing {

struct House : ::testing::Test {
  std::filesystem::path folder = std::filesystem::temp_directory_path() / ("resonanz-test-" + host::random_token(8));
  host::ManualClock clock{parse_rfc3339("2026-11-23T09:00:00Z").value()};
  boost::asio::io_context io;
  net::Egress egress{io.get_executor(), clock, {}};
  sources::Services services{egress, clock, "test"};
  stream::Hub hub;
  std::unique_ptr<store::Database> db;
  std::optional<privacy::Keys> keys;
  std::unique_ptr<stream::Journal> journal;
  std::optional<sources::SourceTable> sources;
  std::optional<listen::SavedQueries> queries;
  Readings readings{reader()};
  std::unique_ptr<Pipeline> pipeline;
  Id source = 0;

  void SetUp() override {
    std::filesystem::create_directories(folder);
    open();
    sources::Assessment assessment = sources::assessment_template("import", "en", "tester", clock.now());
    assessment.approved = true;
    source = sources->add({"archive", "import", "", {}, {}, assessment, "us"}, "test", clock.now())->id;
    ASSERT_TRUE(queries->add("brake", "brake", "", 0, clock.now()).ok());
  }
  void TearDown() override {
    close();
    std::filesystem::remove_all(folder);
  }

  /// The shipped models.
  static Reader reader() {
    static const auto models = understand::shipped_models();
    return reader_of(*models);
  }

  void open() {
    db = *store::open_sqlite({.path = (folder / "resonanz.db").string()});
    keys = *privacy::Keys::load(folder / "test.keys", true);
    journal = stream::make_embedded_journal(*db, *keys);
    sources.emplace(*db, *keys);
    queries.emplace(*db);
    ASSERT_TRUE(queries->load().ok());
    pipeline = std::make_unique<Pipeline>(
        Pipeline::Parts{*db, *journal, *keys, *sources, services, hub, matcher_of(*queries), readings});
  }
  void close() {
    pipeline.reset();
    queries.reset();
    sources.reset();
    journal.reset();
    db.reset();
  }

  /// A colleague who may answer.
  Id add_user() {
    const Id user = next_id(clock.now());
    const Status added = db->write([&](soci::session& sql) -> Status {
      sql << "INSERT INTO users (id, login, name, role, password_hash, created_at) "
             "VALUES (:i, 'mira', 'Mira', 'agent', '', 1)",
          soci::use(user);
      return done();
    });
    EXPECT_TRUE(added.ok());
    return user;
  }

  static Item post(const std::string& id, const std::string& text, const std::string& more = "",
                   const std::string& revision = "1") {
    Item item;
    item.native_id = id;
    item.revision = revision;
    item.payload = fmt::format(R"({{"id":"{}","text":"{}"{}}})", id, text, more.empty() ? "" : "," + more);
    return item;
  }
  static Item removal(const std::string& id) {
    Item item;
    item.op = Op::remove;
    item.native_id = id;
    return item;
  }

  void bring(std::vector<Item> items, const std::string& cursor = "") {
    ASSERT_TRUE(journal->append({source, cursor, "", {}}, items, clock.now()).ok());
    while (true) {
      const auto worked = pipeline->step();
      ASSERT_TRUE(worked.ok()) << worked.error().text();
      if (*worked == 0) return;
    }
  }

  std::int64_t number(const std::string& select) {
    return *db->read([&](soci::session& sql) -> Result<std::int64_t> {
      std::int64_t n = -1;
      sql << select, soci::into(n);
      return n;
    });
  }
  Id mention_of(const std::string& native_id) {
    return *db->read([&](soci::session& sql) -> Result<Id> {
      return Mentions(*keys).find(sql, source, keys->native_key(source, native_id));
    });
  }
};

}  // namespace resonanz::ingest::testing
