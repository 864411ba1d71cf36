#pragma once
// A database file as a whole: a copy while it is in use, and what is in one. For backup, restore and doctor.

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace resonanz::store {

struct Inspection {
  int schema = 0;
  std::map<std::string, std::int64_t> rows;  ///< by table
  std::vector<std::string> faults;  ///< what SQLite's checks of pages, indexes and references say; empty: sound
};

/// Writes a compact, consistent copy of the database at `path` to `to`, which must not exist. Writers go on meanwhile.
Status copy_sqlite(const std::filesystem::path& path, const std::filesystem::path& to);

/// Reads the whole file without changing it. Error store: it is no database, or it cannot be read.
Result<Inspection> inspect_sqlite(const std::filesystem::path& path);

}  // namespace resonanz::store
