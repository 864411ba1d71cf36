#pragma once
// A data folder, opened: the lock, the keys, the database. What the server and every command that works on data share.

#include <chrono>
#include <filesystem>
#include <memory>

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
  /// False while another process (the server) works on this folder: then only the journal may be written.
  bool is_ours() const { return locked_; }
  /// Waits for another process to end its work here, at most so long.
  bool wait_until_ours(std::chrono::milliseconds most);

 private:
  House() = default;
  int lock_ = -1;
  bool locked_ = false;
  std::unique_ptr<store::Database> db_;
  std::optional<privacy::Keys> keys_;
};

/// RESONANZ_DATA, or ./data.
std::filesystem::path default_data_folder();

}  // namespace resonanz::app
