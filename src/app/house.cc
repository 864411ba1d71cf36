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

Result<std::unique_ptr<House>> House::open(const Place& place, bool create) {
  std::error_code error;
  const fs::path data = fs::absolute(place.data, error).lexically_normal();
  const fs::path folder = data.has_filename() ? data : data.parent_path();
  if (create) fs::create_directories(folder, error);
  if (!fs::is_directory(folder, error)) return fail(Errc::file, folder.string() + " is not a folder");
  if (create) fs::permissions(folder, fs::perms::owner_all, error);
  std::unique_ptr<House> house(new House);
  house->lock_ = ::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (house->lock_ < 0) return fail(Errc::file, fmt::format("{}: {}", folder.string(), std::strerror(errno)));
  house->locked_ = ::flock(house->lock_, LOCK_EX | LOCK_NB) == 0;
  const bool fresh = !fs::exists(folder / "resonanz.db", error);
  if (fresh && !create) return fail(Errc::file, folder.string() + " holds no data yet");
  const fs::path keys = place.keys.empty() ? folder.parent_path() / (folder.filename().string() + ".keys") : place.keys;
  // Existing data with a new key would be unreadable: a missing file is an error then.
  TRY(house->keys_, privacy::Keys::load(keys, fresh));
  TRY(house->db_, store::open_sqlite({.path = (folder / "resonanz.db").string()}));
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
