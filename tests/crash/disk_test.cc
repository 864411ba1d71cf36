// Power cuts, I/O errors, a full and a read-only disk at every moment of the script. RESONANZ_CRASH_EVERY=1 looks at
// every write and every call; the default samples them (specs of ./test in tests/README.md).
#include <cstdlib>

#include "crash/faulty_disk.h"
#include "crash/script.h"
#include "ingest/ledger.h"

namespace resonanz::crash {
namespace {

namespace fs = std::filesystem;

int stride(int otherwise) {
  const char* set = std::getenv("RESONANZ_CRASH_EVERY");
  return set ? std::max(1, std::atoi(set)) : otherwise;
}

/// Everything that is stored, as one hash; read beside the faulty disk. Empty where the file is damaged.
std::string digest(const fs::path& file) {
  sqlite3* db = nullptr;
  std::string out;
  sqlite3_open_v2(file.c_str(), &db, SQLITE_OPEN_READWRITE, "unix");
  const auto each = [&](const std::string& sql, auto&& row) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) return false;
    int status;
    while ((status = sqlite3_step(statement)) == SQLITE_ROW) row(statement);
    sqlite3_finalize(statement);
    return status == SQLITE_DONE;
  };
  const auto text = [](sqlite3_stmt* row, int column) {
    const auto* value = reinterpret_cast<const char*>(sqlite3_column_text(row, column));
    return std::string(value ? value : "\1", value ? static_cast<std::size_t>(sqlite3_column_bytes(row, column)) : 1);
  };
  std::vector<std::string> tables;
  bool good = each("PRAGMA integrity_check", [&](sqlite3_stmt* row) { out += text(row, 0); }) && out == "ok";
  good = good && each("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1",
                      [&](sqlite3_stmt* row) { tables.push_back(text(row, 0)); });
  std::size_t hash = 0;
  for (const auto& table : tables)
    good = good && each("SELECT * FROM " + table, [&](sqlite3_stmt* row) {
             for (int i = 0; i < sqlite3_column_count(row); ++i)
               hash = hash * 1099511628211U + std::hash<std::string>{}(text(row, i) + "\2");
           });
  sqlite3_close(db);
  return good ? std::to_string(hash) : "";
}

struct Disk : ingest::testing::House {
  FaultyDisk disk;
  std::mt19937_64 chance{7};
  fs::path there() const { return folder / "resonanz.db"; }

  Disk() {
    if (fs::exists("/dev/shm")) folder = fs::path("/dev/shm") / folder.filename();
  }
  void TearDown() override {
    disk.before_write = {};
    disk.lift();
    House::TearDown();
  }
  /// What a new process finds after a power cut: opened by the program itself, then read.
  std::string after_power_cut(Damage damage) {
    const fs::path other = folder / "image";
    fs::remove_all(other);
    fs::create_directories(other);
    disk.image(there(), other, damage, chance);
    auto opened = store::open_sqlite({.path = (other / "resonanz.db").string(), .readers = 1});
    return opened ? digest(other / "resonanz.db") : "";
  }
};

/// Runs the script and looks at the disk after a power cut at every n-th write; how many were as they must be: all that
/// was acknowledged is there, and the operation under way as a whole or not at all.
struct Cuts {
  std::int64_t writes = 0, good = 0, bad = 0;
};
Cuts cut_everywhere(Disk& house, int every, int operations) {
  Script script(house);
  Cuts cuts;
  std::string before = digest(house.there());
  std::vector<std::string> seen;
  house.disk.before_write = [&] {
    if (cuts.writes++ % every != 0) return;
    const auto hook = std::exchange(house.disk.before_write, {});
    for (Damage damage : {Damage::drop, Damage::tear, Damage::reorder}) seen.push_back(house.after_power_cut(damage));
    house.disk.before_write = hook;
  };
  for (int n = 0; n < operations; ++n) {
    const Status status = script.run(n);
    EXPECT_TRUE(status.ok()) << n << " " << status.error().text();
    const std::string after = digest(house.there());
    for (const auto& found : seen) ++(found == before || found == after ? cuts.good : cuts.bad);
    seen.clear();
    before = after;
  }
  return cuts;
}

TEST_F(Disk, AfterAPowerCutAtAnyWriteNothingAcknowledgedIsLostAndNothingIsHalf) {
  const Cuts cuts = cut_everywhere(*this, stride(37), Script::kOperations);
  fmt::print("{} operations, {} writes, {} power cuts looked at, {} wrong\n", Script::kOperations, cuts.writes,
             cuts.good + cuts.bad, cuts.bad);
  EXPECT_EQ(cuts.bad, 0);
  EXPECT_GT(cuts.good, 100);
}

TEST_F(Disk, ADiskThatLiesAboutSyncingWouldBeNoticed) {
  disk.lies = true;
  EXPECT_GT(cut_everywhere(*this, 17, 50).bad, 0);
}

/// Each operation with its 1st, 2nd, 3rd … call failing, until none is left to fail.
void fail_everywhere(Disk& house, Fault fault, bool sticky) {
  Script script(house);
  const int every = stride(25);
  std::int64_t faults = 0, errors = 0;
  std::string before = digest(house.there());
  for (int n = 0; n < Script::kOperations; ++n) {
    for (int call = 1;; ++call) {
      if (n % every == 0) house.disk.fail_at(call, fault, sticky);
      const Status status = script.run(n);
      const bool fired = house.disk.fired() && n % every == 0;
      house.disk.lift();
      faults += fired;
      if (status.ok()) break;
      ASSERT_TRUE(fired) << n << " " << status.error().text();
      ++errors;
      const Errc code = status.error().code;
      ASSERT_TRUE(code == Errc::store || (fault == Fault::full && code == Errc::full))
          << n << ", call " << call << " " << code_of(code);
      ASSERT_EQ(digest(house.there()), before)
          << "operation " << n << ", call " << call << ": an error left something behind";
    }
    before = digest(house.there());
    ASSERT_NE(before, "");
  }
  EXPECT_EQ(ingest::read_ledgers(*house.db)->at(house.source).difference(), 0);
  fmt::print("{} faults, {} typed errors, everything done in the end\n", faults, errors);
}

TEST_F(Disk, AnyCallMayFailOnce) { fail_everywhere(*this, Fault::io_error, false); }
TEST_F(Disk, AnyCallMayFailAndStayFailed) { fail_everywhere(*this, Fault::io_error, true); }
TEST_F(Disk, TheDiskMayBeFullAtAnyCall) { fail_everywhere(*this, Fault::full, true); }
TEST_F(Disk, TheDiskMayTurnReadOnlyAtAnyCall) { fail_everywhere(*this, Fault::read_only, true); }

TEST_F(Disk, OpeningMayFailAtAnyCall) {
  Script script(*this);
  for (int n = 0; n < 40; ++n) ASSERT_TRUE(script.run(n).ok());
  close();
  const std::string before = digest(there());
  int faults = 0;
  for (int call = 1;; ++call) {
    disk.fail_at(call, Fault::io_error, true);
    auto opened = store::open_sqlite({.path = there().string()});
    const bool fired = disk.fired();
    EXPECT_TRUE(opened || opened.error().code == Errc::store);
    if (opened) opened->reset();
    disk.lift();
    EXPECT_EQ(digest(there()), before) << call;
    if (!fired) break;
    ++faults;
  }
  fmt::print("{} faults while opening\n", faults);
  open();
}

}  // namespace
}  // namespace resonanz::crash
