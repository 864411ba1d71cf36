#include "store/sqlite/sqlite_database.h"

#include <soci/sqlite3/soci-sqlite3.h>

#include <condition_variable>
#include <filesystem>

#include "base/id.h"
#include "store/migrations/migrations.h"

namespace resonanz::store {
namespace {

constexpr int kFullPause = 10;  // seconds after which another try makes sense

Error store_error(const std::exception& problem) {
  const std::string_view what = problem.what();
  // By its text: Debian's SOCI hides the type information of its exceptions.
  if (what.find("database or disk is full") != what.npos) return Error{Errc::full, std::string(what), {}, kFullPause};
  return fail(Errc::store, std::string(what));
}

/// Runs the steps that this file has not seen yet, each in a transaction of its own.
Status migrate(soci::session& sql) {
  auto* connection = static_cast<soci::sqlite3_session_backend*>(sql.get_backend())->conn_;
  int version = 0;
  sql << "PRAGMA user_version", soci::into(version);
  const auto steps = migrations();
  if (version > static_cast<int>(steps.size()))
    return fail(Errc::store, fmt::format("the data is of schema {}, this program knows {}; use the newer program",
                                         version, steps.size()));
  for (; version < static_cast<int>(steps.size()); ++version) {
    const std::string script = fmt::format("BEGIN IMMEDIATE;\n{}\nPRAGMA user_version={};\nCOMMIT;",
                                           steps[static_cast<std::size_t>(version)], version + 1);
    char* message = nullptr;
    if (sqlite_api::sqlite3_exec(connection, script.c_str(), nullptr, nullptr, &message) != SQLITE_OK) {
      Error error = fail(Errc::store, fmt::format("schema step {}: {}", version + 1, message ? message : "?"));
      sqlite_api::sqlite3_free(message);
      sqlite_api::sqlite3_exec(connection, "ROLLBACK", nullptr, nullptr, nullptr);
      return error;
    }
  }
  return done();
}

/// The largest id of any table: this process makes none twice, even if the clock was set back since.
Id largest_id(soci::session& sql) {
  std::string union_of_all, table;
  soci::statement tables = (sql.prepare << "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
                                           "WHERE m.type = 'table' AND c.name = 'id' AND c.type = 'INTEGER'",
                            soci::into(table));
  tables.execute();
  while (tables.fetch())
    union_of_all += fmt::format("{}SELECT max(id) AS id FROM {}", union_of_all.empty() ? "" : " UNION ALL ", table);
  Id largest = 0;
  sql << "SELECT COALESCE(max(id), 0) FROM (" + union_of_all + ")", soci::into(largest);
  return largest;
}

void configure(soci::session& sql) {
  std::string mode;
  sql << "PRAGMA journal_mode=WAL", soci::into(mode);
  sql << "PRAGMA synchronous=FULL";  // NORMAL may lose acknowledged commits on power loss
  sql << "PRAGMA foreign_keys=ON";
  sql << "PRAGMA secure_delete=ON";
  sql << "PRAGMA busy_timeout=10000";
  sql << "PRAGMA temp_store=MEMORY";
  sql << "PRAGMA cache_size=-8000";
}

/// Where SQLite puts its copy during VACUUM: among our own files, never into a folder that others read. It has no name
/// there, so nothing is left of it after a crash.
void keep_temporary_files_in(const std::filesystem::path& folder) {
  if (!sqlite_api::sqlite3_temp_directory)
    sqlite_api::sqlite3_temp_directory = sqlite_api::sqlite3_mprintf("%s", folder.c_str());
}

class SqliteDatabase : public Database {
 public:
  Status open(const SqliteOptions& options) {
    keep_temporary_files_in(std::filesystem::absolute(options.path).parent_path());
    const std::string connect = "dbname=\"" + options.path + "\" timeout=10";
    try {
      writer_.open(soci::sqlite3, connect);
      configure(writer_);
      CHECK_OK(migrate(writer_));
      continue_ids_after(largest_id(writer_));
      for (std::size_t i = 0; i < options.readers; ++i) {
        auto reader = std::make_unique<soci::session>(soci::sqlite3, connect);
        configure(*reader);
        *reader << "PRAGMA query_only=ON";
        idle_.push_back(std::move(reader));
      }
    } catch (const std::exception& problem) {
      return store_error(problem);
    }
    return done();
  }

  /// secure_delete alone is not enough: rows that moved between pages leave copies behind (docs/adr/0005).
  Status scrub() override {
    std::lock_guard lock(write_mutex_);
    try {
      writer_ << "PRAGMA temp_store=FILE";  // in memory the copy would need as much as the file has
      writer_ << "VACUUM";
      writer_ << "PRAGMA temp_store=MEMORY";
      int busy = 1, frames = 0, moved = 0;
      for (int round = 0; busy != 0 && round < 10; ++round)
        writer_ << "PRAGMA wal_checkpoint(TRUNCATE)", soci::into(busy), soci::into(frames), soci::into(moved);
      if (busy != 0) return fail(Errc::store, "a reader keeps an old state of the file");
    } catch (const std::exception& problem) {
      return store_error(problem);
    }
    return done();
  }

  std::uint64_t generation() const override { return generation_.load(); }

 protected:
  Status run_write(const Work& work) override {
    std::lock_guard lock(write_mutex_);
    bool open = false;
    try {
      writer_ << "BEGIN IMMEDIATE";
      open = true;
      Status status = work(writer_);
      writer_ << (status ? "COMMIT" : "ROLLBACK");
      if (status) ++generation_;
      return status;
    } catch (const std::exception& problem) {
      const Error error = store_error(problem);
      if (open) rollback();
      return error;
    }
  }

  Status run_read(const Work& work) override {
    auto reader = take();
    Status status = done();
    try {
      *reader << "BEGIN";
      status = work(*reader);
      *reader << "COMMIT";
    } catch (const std::exception& problem) {
      status = store_error(problem);
      try {
        *reader << "ROLLBACK";
      } catch (const std::exception&) {  // there was no transaction left to end
      }
    }
    give(std::move(reader));
    return status;
  }

 private:
  void rollback() {
    try {
      writer_ << "ROLLBACK";
    } catch (const std::exception&) {  // SQLite has rolled back by itself
    }
  }

  std::unique_ptr<soci::session> take() {
    std::unique_lock lock(pool_mutex_);
    pool_ready_.wait(lock, [&] { return !idle_.empty(); });
    auto reader = std::move(idle_.back());
    idle_.pop_back();
    return reader;
  }
  void give(std::unique_ptr<soci::session> reader) {
    {
      std::lock_guard lock(pool_mutex_);
      idle_.push_back(std::move(reader));
    }
    pool_ready_.notify_one();
  }

  std::mutex write_mutex_;
  soci::session writer_;
  std::atomic<std::uint64_t> generation_{0};
  std::mutex pool_mutex_;
  std::condition_variable pool_ready_;
  std::vector<std::unique_ptr<soci::session>> idle_;
};

}  // namespace

Result<std::unique_ptr<Database>> open_sqlite(const SqliteOptions& options) {
  auto database = std::make_unique<SqliteDatabase>();
  CHECK_OK(database->open(options));
  return std::unique_ptr<Database>(std::move(database));
}

int schema_version() { return static_cast<int>(migrations().size()); }

}  // namespace resonanz::store
