#include "store/sqlite/sqlite_database.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace resonanz::store {
namespace {

struct SqliteDatabase : testing::Test {
  std::filesystem::path folder = std::filesystem::temp_directory_path() / fmt::format("resonanz-store-{}", getpid());
  void SetUp() override { std::filesystem::create_directories(folder); }
  void TearDown() override { std::filesystem::remove_all(folder); }
  Result<std::unique_ptr<Database>> open() { return open_sqlite({.path = folder / "resonanz.db"}); }
};

TEST_F(SqliteDatabase, AnErrorRollsTheWholeTransactionBack) {
  auto db = open();
  ASSERT_TRUE(db.ok()) << db.error().text();
  const Status status = (*db)->write([](soci::session& sql) -> Status {
    sql << "INSERT INTO settings VALUES ('a', '1')";
    return fail(Errc::value, "no");
  });
  EXPECT_EQ(status.error().code, Errc::value);
  const Status broken = (*db)->write([](soci::session& sql) -> Status {
    sql << "INSERT INTO settings VALUES ('a', '1')";
    sql << "INSERT INTO no_such_table VALUES (1)";
    return done();
  });
  EXPECT_EQ(broken.error().code, Errc::store);
  const auto count = (*db)->read([](soci::session& sql) -> Result<int> {
    int n = -1;
    sql << "SELECT count(*) FROM settings", soci::into(n);
    return n;
  });
  EXPECT_EQ(*count, 0);
}

TEST_F(SqliteDatabase, WalWithFullSynchronousAndSecureDelete) {
  auto db = open();
  ASSERT_TRUE(db.ok());
  const Status status = (*db)->write([](soci::session& sql) -> Status {
    int synchronous = 0, secure = 0;
    sql << "PRAGMA synchronous", soci::into(synchronous);
    sql << "PRAGMA secure_delete", soci::into(secure);
    EXPECT_EQ(synchronous, 2);
    EXPECT_EQ(secure, 1);
    return done();
  });
  EXPECT_TRUE(status.ok());
}

/// Rows move between pages as tables grow; secure_delete does not follow the copies that this leaves.
TEST_F(SqliteDatabase, ScrubbingLeavesNothingOfWhatWasDeleted) {
  auto db = *open();
  const auto canaries = [&] {
    std::size_t found = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::ifstream in(entry.path(), std::ios::binary);
      const std::string bytes(std::istreambuf_iterator<char>(in), {});
      for (auto at = bytes.find("CANARY"); at != std::string::npos; at = bytes.find("CANARY", at + 1)) ++found;
    }
    return found;
  };
  ASSERT_TRUE(db->write([](soci::session& sql) -> Status {
                  const auto words = [](int i, int n) {
                    std::string out;
                    while (n-- > 0) out += i % 20 == 0 ? "CANARY " : "other ";
                    return out;
                  };
                  // In no order and growing, so that pages split; some go, so that pages merge.
                  for (int round = 0; round < 3; ++round)
                    for (int i = 0; i < 4000; ++i) {
                      const std::string key = fmt::format("{:08x}", static_cast<unsigned>(i) * 2654435761u),
                                        value = words(i, i * (7 + round) % 55 + 1);
                      if (round == 0) sql << "INSERT INTO settings VALUES (:k, :v)", soci::use(key), soci::use(value);
                      else if (i % 3 == round)
                        sql << "UPDATE settings SET value = value || :v WHERE key = :k", soci::use(value),
                            soci::use(key);
                      else if (round == 2 && i % 20 != 0 && i % 3 == 1)
                        sql << "DELETE FROM settings WHERE key = :k", soci::use(key);
                    }
                  return done();
                }).ok());
  ASSERT_GT(canaries(), 0u);
  ASSERT_TRUE(db->write([](soci::session& sql) -> Status {
                  return sql << "DELETE FROM settings WHERE value LIKE 'CANARY%'", done();
                }).ok());
  ASSERT_TRUE(db->scrub().ok());
  EXPECT_EQ(canaries(), 0u);
  const auto kept = db->read([](soci::session& sql) -> Result<int> {
    int n = 0;
    sql << "SELECT count(*) FROM settings", soci::into(n);
    return n;
  });
  EXPECT_GT(*kept, 2000);
}

TEST_F(SqliteDatabase, ANewerSchemaIsRefused) {
  { ASSERT_TRUE(open().ok()); }
  {
    soci::session sql("sqlite3", (folder / "resonanz.db").string());
    sql << "PRAGMA user_version=999";
  }
  EXPECT_EQ(open().error().code, Errc::store);
}

TEST_F(SqliteDatabase, TheAuditLogIsAppendOnly) {
  auto db = open();
  ASSERT_TRUE(db.ok());
  auto run = [&](const char* statement) {
    return (*db)->write([&](soci::session& sql) -> Status { return sql << statement, done(); });
  };
  ASSERT_TRUE(
      run("INSERT INTO audit (at, actor, action, object, detail, hash) VALUES (1, 'a', 'b', 'c', '', 'x')").ok());
  EXPECT_FALSE(run("UPDATE audit SET actor = 'z'").ok());
  EXPECT_FALSE(run("DELETE FROM audit").ok());
}

}  // namespace
}  // namespace resonanz::store
