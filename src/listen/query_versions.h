#pragma once
// What a saved query was before: every state with who made it and when, and who may change it now.

#include <soci/soci.h>

#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "store/database.h"

namespace resonanz::listen {

/// Who changes a query. An administrator changes and unlocks what others locked.
struct Editor {
  Editor(Id user, bool is_admin = false) : user(user), is_admin(is_admin) {}
  Id user;
  bool is_admin;
};

struct QueryVersion {
  Id query_id = 0;
  int version = 0;
  std::string name, query, color;
  Id user = 0;
  TimeUs at = 0;
  int restored_from = 0;  ///< the version whose text came back; 0: written anew
};

/// Inside the caller's write transaction, with the change itself.
void keep_version(soci::session& sql, const QueryVersion& version);
/// Newest first. Errors: not_found.
Result<std::vector<QueryVersion>> versions_of(store::Database& db, Id query);
/// Errors: not_found.
Result<QueryVersion> version_of(store::Database& db, Id query, int version);

/// Errors: not_found, query_locked where somebody else has locked it.
Status check_lock(soci::session& sql, Id query, const Editor& editor);
/// Only the owner and administrators lock; only who locked and administrators unlock. Locking what is locked and
/// unlocking what is open change nothing. Errors: not_found (no query, or not theirs), query_locked.
Status set_lock(soci::session& sql, Id query, bool locked, const Editor& editor, TimeUs now);

}  // namespace resonanz::listen
