#pragma once
// A disk that loses power or fails, as SQLite's file layer (VFS) around the real one. It remembers what was not yet
// synced, so that the disk can be shown as a power cut would leave it; and it fails the n-th call on request.

#include <sqlite3.h>

#include <filesystem>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace resonanz::crash {

enum class Fault { io_error, full, read_only };
enum class Damage { drop, tear, reorder };  ///< what a power cut does to writes that were not synced

/// While it lives, every database of this process that is opened by the default VFS is on it. One at a time.
class FaultyDisk {
 public:
  FaultyDisk();
  ~FaultyDisk();
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

  /// The n-th call from now on (1: the next) fails, once or until lift().
  void fail_at(std::int64_t n, Fault fault, bool sticky);
  void lift() { armed_ = false; }
  bool fired() const { return fired_; }

  /// A disk that says it has synced and has not.
  bool lies = false;
  /// Called before each write to a database or its log: a moment in which the power may go.
  std::function<void()> before_write;
  /// Copies the database `from` with its log into the folder `to`, as they would be after a power cut now.
  void image(const std::filesystem::path& from, const std::filesystem::path& to, Damage damage,
             std::mt19937_64& chance) const;

  /// For the file layer: SQLITE_OK, or the error that this call has to give.
  int call(bool writes, int io_error);
  struct Write {
    std::int64_t offset = 0, size_before = 0, size_after = 0;
    std::string before, after;
  };
  std::map<std::string, std::vector<Write>> unsynced;  ///< by path, since its last sync

 private:
  std::int64_t left_ = 0;
  Fault fault_ = Fault::io_error;
  bool armed_ = false, sticky_ = false, fired_ = false;
};

}  // namespace resonanz::crash
