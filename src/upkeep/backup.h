#pragma once
// One encrypted file with everything in a data folder but the keys, and back from it.

#include <filesystem>
#include <map>
#include <string>

#include "base/time.h"
#include "privacy/keys.h"

namespace resonanz::upkeep {

struct Backup {
  TimeUs made_at = 0;
  int schema = 0;
  std::map<std::string, std::int64_t> rows;  ///< by table
  std::uintmax_t bytes = 0;                  ///< of the database in it
};

/// Copies the database of `data` while it is in use, seals it into `to` and reads that back: opened, checked by SQLite,
/// rows counted and compared. `to` must not exist and appears only when all that is done. Errors: file, store, keys.
Result<Backup> make_backup(const std::filesystem::path& data, const privacy::Keys& keys,
                           const std::filesystem::path& to, TimeUs now);

/// What the backup holds, from its header and its end; nothing is written. Errors: file, keys.
Result<Backup> read_backup(const std::filesystem::path& file, const privacy::Keys& keys);

/// Puts the database of the backup into `data`, which must be missing or empty, and checks it. Errors as above; state
/// where the folder holds something. Erasures since the backup are for the caller (govern::Desk::catch_up).
Result<Backup> unpack_backup(const std::filesystem::path& file, const privacy::Keys& keys,
                             const std::filesystem::path& data);

}  // namespace resonanz::upkeep
