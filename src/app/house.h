#pragma once
// A data folder, opened: the lock, the keys, the database. What the server and every command that works on data share.

#include <chrono>
#include <filesystem>
#include <memory>

#include "govern/erasure_ledger.h"
#include "privacy/keys.h"
#include "store/database.h"

namespace resonanz::app {

struct Place {
  std::filesystem::path data;
  std::filesystem::path keys;  ///< empty: beside the data folder, NAME.keys, so that a copy of the data is not enough
};

/// Owns the lock as long as it lives.
class House {
 public:
  /// Makes what is missing where `create`. Errors: file, keys, store.
  static Result<std::unique_ptr<House>> open(const Place& place, bool create);
  ~House();

  store::Database& db() { return *db_; }
  const privacy::Keys& keys() const { return *keys_; }
  /// What people asked for; lies with the key file.
  const govern::ErasureLedger& erasures() const { return *erasures_; }
  const std::filesystem::path& folder() const { return folder_; }
  /// False while another process (the server) works on this folder: then only the journal may be written, and what the
  /// privacy desk does.
  bool is_ours() const { return locked_; }
  /// Waits for another process to end its work here, at most so long.
  bool wait_until_ours(std::chrono::milliseconds most);

 private:
  House() = default;
  int lock_ = -1;
  bool locked_ = false;
  std::unique_ptr<store::Database> db_;
  std::optional<privacy::Keys> keys_;
  std::optional<govern::ErasureLedger> erasures_;
  std::filesystem::path folder_;
};

/// The key file of a place: as given, or beside the folder.
std::filesystem::path key_file_of(const Place& place);
/// RESONANZ_DATA, or ./data.
std::filesystem::path default_data_folder();

}  // namespace resonanz::app
