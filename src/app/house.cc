#include "app/house.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstdlib>
#include <thread>

#include "store/sqlite/sqlite_database.h"

namespace resonanz::app {
namespace fs = std::filesystem;

fs::path default_data_folder() {
  const char* set = std::getenv("RESONANZ_DATA");
  return set && *set ? fs::path(set) : fs::path("data");
}

namespace {

fs::path folder_of(const Place& place) {
  std::error_code error;
  const fs::path data = fs::absolute(place.data, error).lexically_normal();
  return data.has_filename() ? data : data.parent_path();
}

/// Data from before there was a ledger gets an empty one; data that carried out requests and has none is not whole.
Status find_ledger(const govern::ErasureLedger& ledger, store::Database& db) {
  if (ledger.exists()) return done();
  TRY(const int requests, db.read([](soci::session& sql) -> Result<int> {
    int n = 0;
    sql << "SELECT count(*) FROM privacy_requests WHERE kind <> 'export'", soci::into(n);
    return n;
  }));
  if (requests > 0)
    return fail(Errc::file, ledger.file().string() + " is missing; put the erasure ledger of this key file back");
  return ledger.create();
}

}  // namespace

fs::path key_file_of(const Place& place) {
  const fs::path folder = folder_of(place);
  return place.keys.empty() ? folder.parent_path() / (folder.filename().string() + ".keys") : place.keys;
}

Result<std::unique_ptr<House>> House::open(const Place& place, bool create) {
  std::error_code error;
  const fs::path folder = folder_of(place);
  if (create) fs::create_directories(folder, error);
  if (!fs::is_directory(folder, error)) return fail(Errc::file, folder.string() + " is not a folder");
  if (create) fs::permissions(folder, fs::perms::owner_all, error);
  std::unique_ptr<House> house(new House);
  house->lock_ = ::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (house->lock_ < 0) return fail(Errc::file, fmt::format("{}: {}", folder.string(), std::strerror(errno)));
  house->locked_ = ::flock(house->lock_, LOCK_EX | LOCK_NB) == 0;
  const bool fresh = !fs::exists(folder / "resonanz.db", error);
  if (fresh && !create) return fail(Errc::file, folder.string() + " holds no data yet");
  const fs::path keys = key_file_of(place);
  // Existing data with a new key would be unreadable: a missing file is an error then.
  TRY(house->keys_, privacy::Keys::load(keys, fresh));
  TRY(house->db_, store::open_sqlite({.path = (folder / "resonanz.db").string()}));
  house->erasures_.emplace(govern::ErasureLedger::beside(keys));
  CHECK_OK(find_ledger(*house->erasures_, *house->db_));
  house->folder_ = folder;
  return house;
}

bool House::wait_until_ours(std::chrono::milliseconds most) {
  const auto end = std::chrono::steady_clock::now() + most;
  while (!locked_ && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    locked_ = ::flock(lock_, LOCK_EX | LOCK_NB) == 0;
  }
  return locked_;
}

House::~House() {
  db_.reset();
  if (lock_ >= 0) ::close(lock_);
}

}  // namespace resonanz::app
