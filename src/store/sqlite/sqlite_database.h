#pragma once
#include <memory>
#include <string>

#include "store/database.h"

namespace resonanz::store {

struct SqliteOptions {
  std::string path;         ///< the database file; its folder exists
  std::size_t readers = 4;  ///< reader connections
};

/// Opens, sets WAL with synchronous=FULL and secure_delete, and brings the schema up to date.
/// Errors: Errc::store; a schema newer than this program is refused before anything is touched.
Result<std::unique_ptr<Database>> open_sqlite(const SqliteOptions& options);

/// The schema version this program writes.
int schema_version();

}  // namespace resonanz::store
