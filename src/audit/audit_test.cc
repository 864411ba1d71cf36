#include "audit/audit.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "store/sqlite/sqlite_database.h"

namespace resonanz::audit {
namespace {

struct AuditLog : testing::Test {
  std::filesystem::path folder = std::filesystem::temp_directory_path() / fmt::format("resonanz-audit-{}", getpid());
  std::unique_ptr<store::Database> db;
  void SetUp() override {
    std::filesystem::create_directories(folder);
    db = *store::open_sqlite({.path = folder / "a.db"});
    ASSERT_TRUE(db->write([](soci::session& sql) -> Status {
                    for (int i = 1; i <= 3; ++i) append(sql, i, {"7", "case.take", fmt::format("case {}", i), ""});
                    return done();
                  }).ok());
  }
  void TearDown() override {
    db.reset();
    std::filesystem::remove_all(folder);
  }
};

TEST_F(AuditLog, TheChainHoldsAndListsNewestFirst) {
  EXPECT_EQ(*verify(*db), 3);
  const auto rows = *list(*db, 0, 2);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].entry.object, "case 3");
  EXPECT_EQ(list(*db, rows[1].id, 10)->size(), 1u);
}

TEST_F(AuditLog, ANoteCanGoAndTheChainHolds) {
  ASSERT_TRUE(db->write([](soci::session& sql) -> Status {
                  return append(sql, 4, {"7", "quarantine.discard", "item 1", "", "spam of Anna"}), done();
                }).ok());
  EXPECT_EQ((*list(*db, 0, 1))[0].entry.note, "spam of Anna");
  EXPECT_EQ((*list(*db, 0, 1))[0].entry.detail.find("Anna"), std::string::npos);
  ASSERT_TRUE(db->write([](soci::session& sql) -> Status { return sql << "DELETE FROM audit_notes", done(); }).ok());
  EXPECT_EQ(*verify(*db), 4);
}

TEST_F(AuditLog, AChangedRowBreaksTheChain) {
  ASSERT_TRUE(db->write([](soci::session& sql) -> Status {
                  sql << "DROP TRIGGER audit_is_never_changed";
                  sql << "UPDATE audit SET object = 'case 9' WHERE id = 2";
                  return done();
                }).ok());
  const auto broken = verify(*db);
  ASSERT_FALSE(broken.ok());
  EXPECT_NE(broken.error().detail.find("row 2"), std::string::npos);
}

TEST_F(AuditLog, ARolledBackChangeLeavesNoEntry) {
  const Status failed = db->write([](soci::session& sql) -> Status {
    append(sql, 4, {"7", "case.take", "case 4", ""});
    return fail(Errc::taken);
  });
  EXPECT_FALSE(failed.ok());
  EXPECT_EQ(*verify(*db), 3);
}

}  // namespace
}  // namespace resonanz::audit
