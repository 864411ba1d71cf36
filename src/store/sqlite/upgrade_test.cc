// Data of every released schema opens with today's program, and an upgrade that was interrupted goes on.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <soci/sqlite3/soci-sqlite3.h>

#include <filesystem>

#include "store/migrations/migrations.h"
#include "store/sqlite/sqlite_database.h"
#include "store/sqlite/sqlite_file.h"

namespace resonanz::store {
namespace {

struct Upgrade : testing::Test {
  std::filesystem::path folder = std::filesystem::temp_directory_path() / fmt::format("resonanz-upgrade-{}", getpid());
  std::string path = folder / "resonanz.db";
  void SetUp() override { std::filesystem::create_directories(folder); }
  void TearDown() override { std::filesystem::remove_all(folder); }

  static void run(soci::session& sql, const std::string& script) {
    auto* connection = static_cast<soci::sqlite3_session_backend*>(sql.get_backend())->conn_;
    char* message = nullptr;
    ASSERT_EQ(sqlite_api::sqlite3_exec(connection, script.c_str(), nullptr, nullptr, &message), SQLITE_OK)
        << (message ? message : "");
  }

  /// A file as a program of schema `version` left it, with rows in it.
  void write_old(int version) {
    std::filesystem::remove(path);
    soci::session sql(soci::sqlite3, path);
    run(sql, "PRAGMA journal_mode=WAL");
    for (int step = 0; step < version; ++step) run(sql, std::string(migrations()[static_cast<std::size_t>(step)]));
    run(sql, fmt::format("PRAGMA user_version={}", version));
    run(sql,
        "INSERT INTO users (id, login, name, role, password_hash, created_at) VALUES (1, 'mira', 'Mira', 'admin', 'x', 1);"
        "INSERT INTO sources (id, name, kind, settings, secrets_sealed, state, assessment, created_at) VALUES (2, 's', 'import', '{}', '', 'paused', '{}', 1);"
        "INSERT INTO conversations (id, source_id, last_mention_id, last_at, waiting) VALUES (3, 2, 4, 1, 1);"
        "INSERT INTO mentions (id, source_id, native_key, revision, purpose, conversation_id, author_ref, network, kind, created_at, received_at, title, text, sealed) "
        "VALUES (4, 2, 'n', '1', 'listening', 3, 'a', 'forum', 'post', 1, 1, 't', 'what was said', 'sealed');"
        "INSERT INTO cases (id, number, conversation_id, mention_id, author_ref, state, assignee_id, opened_at) VALUES (5, 1001, 3, 4, 'a', 'open', 1, 1);"
        "INSERT INTO journal (source_id, op, native_id_sealed, revision, payload_sealed, received_at) VALUES (2, 'upsert', 'n', '1', 'p', 1);");
  }

  void expect_intact() {
    auto db = open_sqlite({.path = path});
    ASSERT_TRUE(db.ok()) << db.error().text();
    const auto found = inspect_sqlite(path);
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(found->schema, schema_version());
    EXPECT_TRUE(found->faults.empty());
    for (const char* table : {"users", "sources", "conversations", "mentions", "cases", "journal"})
      EXPECT_EQ(found->rows.at(table), 1) << table;
    const auto text = (*db)->read([](soci::session& sql) -> Result<std::string> {
      std::string out;
      sql << "SELECT m.text FROM cases c JOIN mentions m ON m.id = c.mention_id WHERE c.sealed_at IS NULL",
          soci::into(out);
      return out;
    });
    EXPECT_EQ(*text, "what was said");
  }
};

TEST_F(Upgrade, EveryReleasedSchemaOpensWithItsDataIntact) {
  for (int version = 1; version <= schema_version(); ++version) {
    write_old(version);
    expect_intact();
  }
}

TEST_F(Upgrade, ASavedQueryKeepsWhatItWasAndGetsItsMakerAsOwner) {
  write_old(2);
  {
    soci::session sql(soci::sqlite3, path);
    run(sql,
        "INSERT INTO queries (id, name, query, color, version, created_by, created_at, updated_at) "
        "VALUES (7, 'Bremse', 'brems*', '', 3, 1, 10, 20);");
  }
  auto db = open_sqlite({.path = path});
  ASSERT_TRUE(db.ok()) << db.error().text();
  const auto kept = (*db)->read([](soci::session& sql) -> Result<std::string> {
    std::string text;
    int version = 0, at = 0, owner = 0, locked = 0;
    sql << "SELECT v.query, v.version, v.at, q.owner, q.locked_by FROM query_versions v JOIN queries q ON q.id = v.query_id",
        soci::into(text), soci::into(version), soci::into(at), soci::into(owner), soci::into(locked);
    return fmt::format("{} {} {} {} {}", text, version, at, owner, locked);
  });
  EXPECT_EQ(*kept, "brems* 3 20 1 0");
}

/// Ends of statements: semicolons outside of comments and strings.
std::vector<std::size_t> statement_ends(const std::string& script) {
  std::vector<std::size_t> ends;
  bool comment = false, text = false;
  for (std::size_t i = 0; i < script.size(); ++i) {
    if (comment) comment = script[i] != '\n';
    else if (script[i] == '\'') text = !text;
    else if (!text && script[i] == '-' && i + 1 < script.size() && script[i + 1] == '-') comment = true;
    else if (!text && script[i] == ';') ends.push_back(i + 1);
  }
  return ends;
}

/// The process is killed after each statement of each step in turn.
TEST_F(Upgrade, AnInterruptedMigrationRecovers) {
  for (int version = 1; version < schema_version(); ++version) {
    const std::string step(migrations()[static_cast<std::size_t>(version)]);
    for (const auto end : statement_ends(step)) {
      write_old(version);
      const pid_t child = fork();
      if (child == 0) {
        soci::session sql(soci::sqlite3, path);
        run(sql, "BEGIN IMMEDIATE;" + step.substr(0, end));
        kill(getpid(), SIGKILL);
      }
      int status = 0;
      waitpid(child, &status, 0);
      ASSERT_TRUE(WIFSIGNALED(status));
      expect_intact();
    }
  }
}

}  // namespace
}  // namespace resonanz::store
