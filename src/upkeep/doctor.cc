#include "upkeep/doctor.h"

#include <sys/stat.h>

#include "audit/audit.h"
#include "govern/erasure_ledger.h"
#include "history/check.h"
#include "ingest/ledger.h"
#include "privacy/keys.h"
#include "store/sqlite/sqlite_database.h"
#include "store/sqlite/sqlite_file.h"

namespace resonanz::upkeep {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kLeastFree = 1ULL << 30, kLongLog = 256ULL << 20;
constexpr std::int64_t kIndexedPostsChecked = 100'000;  // word by word: seconds

class Doctor {
 public:
  Doctor(const fs::path& data, const fs::path& keys, const fs::path& erasures, TimeUs now)
      : data_(data), database_(data / "resonanz.db"), keys_(keys), erasures_(erasures), now_(now) {}

  std::vector<Finding> run() {
    if (!files()) return std::move(found_);
    permissions();
    key_file();
    disk();
    leftovers();
    if (!schema()) return std::move(found_);
    auto db = store::open_sqlite({.path = database_.string(), .readers = 1});
    if (!db)
      return add("open", false, db.error().text(), "see the message; restore the newest backup if the file is damaged"),
             std::move(found_);
    sealed_values(**db);
    ledger(**db);
    audit_chain(**db);
    erasures(**db);
    history_index(**db);
    clock(**db);
    return std::move(found_);
  }

 private:
  void add(std::string check, bool ok, std::string detail, std::string remedy) {
    found_.push_back({std::move(check), ok, std::move(detail), ok ? "" : std::move(remedy)});
  }

  bool files() {
    std::error_code error;
    const bool folder = fs::is_directory(data_, error), database = fs::is_regular_file(database_, error);
    add("folder", folder && database,
        folder ? database ? "the database is there" : "resonanz.db is missing" : "the folder is missing",
        "check the path given with --data, or restore a backup: resonanz restore FILE --data DIR");
    return folder && database;
  }

  void owner_only(const fs::path& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return;
    const bool others = (info.st_mode & 077) != 0, mine = info.st_uid == ::geteuid() || ::geteuid() == 0;
    add("permissions", !others && mine, fmt::format("{} has mode {:o}", path.filename().string(), info.st_mode & 07777),
        others ? fmt::format("chmod go= {}", path.string())
               : fmt::format("chown it to the user that runs the server: {}", path.string()));
  }

  void permissions() {
    owner_only(data_);
    owner_only(keys_);
    if (fs::exists(erasures_)) owner_only(erasures_);
  }

  void key_file() {
    auto loaded = privacy::Keys::load(keys_, false);
    if (loaded) house_ = std::move(*loaded);
    add("keys", house_.has_value(), house_ ? "the key file can be read" : loaded.error().text(),
        "put the key file of this data folder back, or name it with --keys; without it names, secrets and backups stay unreadable");
  }

  void disk() {
    std::error_code error;
    const auto space = fs::space(data_, error);
    const auto needed = std::max(kLeastFree, 2 * fs::file_size(database_, error));
    add("disk", !error && space.available >= needed,
        fmt::format("{} MB free, {} MB wanted", space.available >> 20, needed >> 20),
        "make room: an erasure and a backup each need as much as the database once more");
    const auto log = fs::file_size(data_ / "resonanz.db-wal", error);
    if (!error)
      add("log", log < kLongLog, fmt::format("the write-ahead log has {} MB", log >> 20),
          "restart the server; a reader keeps it from being emptied");
  }

  void leftovers() {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(data_, error))
      if (entry.path().extension() == ".tmp")
        add("leftovers", false, entry.path().filename().string() + " is left of an interrupted backup or restore",
            "remove it: rm " + entry.path().string());
  }

  bool schema() {
    const auto inspected = store::inspect_sqlite(database_);
    if (!inspected)
      return add("integrity", false, inspected.error().text(),
                 "restore the newest backup: resonanz restore FILE --data NEWDIR"),
             false;
    const int ours = store::schema_version();
    add("schema", inspected->schema == ours,
        fmt::format("the data has schema {}, this program {}", inspected->schema, ours),
        inspected->schema < ours ? "start the server once: it brings the data up to date"
                                 : "use the newer program that wrote this data");
    add("integrity", inspected->faults.empty(),
        inspected->faults.empty() ? "pages, indexes and references are sound" : inspected->faults.front(),
        "stop the server and restore the newest backup into a new folder: resonanz restore FILE --data NEWDIR");
    return inspected->schema == ours && inspected->faults.empty();  // opening another schema would change it
  }

  void sealed_values(store::Database& db) {
    if (!house_) return;
    const auto opened = db.read([&](soci::session& sql) -> Status {
      std::string wrapped, secrets;
      sql << "SELECT key_wrapped FROM subjects ORDER BY created_at DESC LIMIT 1", soci::into(wrapped);
      sql << "SELECT secrets_sealed FROM sources LIMIT 1", soci::into(secrets);
      if (!wrapped.empty()) CHECK_OK(house_->unwrap(wrapped));
      if (!secrets.empty()) CHECK_OK(house_->open(privacy::Purpose::secrets, secrets));
      return done();
    });
    add("keys", opened.ok(), opened ? "sealed values open with the key file" : opened.error().text(),
        "this is another folder's key file: name the right one with --keys");
  }

  void ledger(store::Database& db) {
    const auto ledgers = ingest::read_ledgers(db);
    if (!ledgers) return add("ledger", false, ledgers.error().text(), "see the message");
    std::string bad;
    for (const auto& [source, ledger] : *ledgers)
      if (ledger.difference() != 0) bad += fmt::format(" source {}: {}", source, ledger.difference());
    add("ledger", bad.empty(), bad.empty() ? "in = out for every source" : "in differs from out:" + bad,
        "keep a copy of the folder and report it: an item was lost or counted twice");
  }

  void audit_chain(store::Database& db) {
    const auto rows = audit::verify(db);
    add("audit", rows.ok(), rows ? fmt::format("{} entries, unbroken", *rows) : rows.error().text(),
        "somebody changed the audit log: keep a copy of the folder, compare it with the last backup");
  }

  void erasures(store::Database& db) {
    const auto entries = govern::ErasureLedger(erasures_).read();
    if (!entries)
      return add("erasures", false, entries.error().text(),
                 "put NAME.erasures back beside the key file; without it a restore cannot erase again");
    std::size_t open = 0;
    for (const auto& entry : *entries) {
      int n = 0;
      const auto status = db.read([&](soci::session& sql) -> Status {
        return sql << "SELECT count(*) FROM privacy_requests WHERE entry = :e", soci::use(entry.id), soci::into(n),
               done();
      });
      if (!status || n == 0) ++open;
    }
    add("erasures", open == 0,
        fmt::format("{} requests in the erasure ledger, {} not carried out", entries->size(), open),
        "start the server once: it carries them out before it serves");
  }

  void history_index(store::Database& db) {
    if (!house_) return;
    const auto checked = history::check_index(db, *house_, kIndexedPostsChecked);
    const bool ok = checked.ok() && checked->fault.empty();
    add("index", ok,
        !checked ? checked.error().text()
        : ok     ? fmt::format("{} posts indexed, the words of {} compared", checked->posts, checked->compared)
                 : checked->fault,
        "stop the server and run: resonanz history rebuild --data " + data_.string());
  }

  void clock(store::Database& db) {
    TimeUs newest = 0;
    const auto status = db.read([&](soci::session& sql) -> Status {
      return sql << "SELECT MAX(COALESCE((SELECT MAX(at) FROM audit), 0), COALESCE((SELECT MAX(received_at) FROM mentions), 0))",
             soci::into(newest), done();
    });
    const bool ahead = status.ok() && newest > now_ + 5 * kMinuteUs;
    add("clock", !ahead, "it is " + format_rfc3339(now_),
        fmt::format("the newest entry is of {}: the clock was or is wrong; set it (timedatectl)",
                    format_rfc3339(newest)));
  }

  fs::path data_, database_, keys_, erasures_;
  TimeUs now_;
  std::optional<privacy::Keys> house_;
  std::vector<Finding> found_;
};

}  // namespace

std::vector<Finding> examine(const fs::path& data, const fs::path& keys, const fs::path& erasures, TimeUs now) {
  return Doctor(data, keys, erasures, now).run();
}

}  // namespace resonanz::upkeep
