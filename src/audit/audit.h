#pragma once
// Who did what, when and why. Append-only: the schema refuses changes, and each row's hash covers the row before it.

#include <soci/soci.h>

#include <string>
#include <string_view>

#include "base/id.h"
#include "base/result.h"
#include "store/database.h"

namespace resonanz::audit {

struct Entry {
  std::string actor;   ///< a user id, or "system", or "command line"
  std::string action;  ///< "case.take", "name.open", …
  std::string object;  ///< "case 17"; ids only, never a name
  std::string detail;  ///< codes and ids; never personal data of people outside
  std::string note{};  ///< what a colleague wrote, and may name people: kept apart, so that it can be erased
};

/// Writes inside the caller's transaction, so that a change and its record stand or fall together. The chain covers a
/// note by its salted hash.
void append(soci::session& sql, TimeUs now, const Entry& entry);

struct Row {
  Id id;
  TimeUs at;
  Entry entry;
};
/// Newest first, below `before` (0: from the newest).
Result<std::vector<Row>> list(store::Database& db, Id before, int limit);

/// Recomputes the chain. Error Errc::state names the first row that does not fit.
Result<std::int64_t> verify(store::Database& db);

}  // namespace resonanz::audit
