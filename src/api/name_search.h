#pragma once
// Who looked for what one person wrote. A query with author: finds a person's posts although their name stays sealed on
// each; that is a reason to keep a record, as opening a name is (invariant 7).

#include <map>
#include <mutex>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "listen/query.h"
#include "store/database.h"

namespace resonanz::api {

/// Thread-safe.
class NameSearches {
 public:
  /// Leaves an audit entry, without the name, where `query` asks for authors: one an hour for each colleague, because a
  /// search runs anew with every letter that is typed. Call before anything is shown.
  Status note(store::Database& db, const listen::Query& query, Id user, TimeUs now);

 private:
  std::mutex mutex_;
  std::map<Id, TimeUs> noted_;  ///< by user
};

}  // namespace resonanz::api
