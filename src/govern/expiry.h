#pragma once
// Every night: what is past its limit in specs/retention.toml goes, and names whose time is over are sealed again.

#include "govern/erase.h"
#include "store/database.h"

namespace resonanz::govern {

/// Deletes in short transactions, so that others need not wait. What went, by table; the audit log gets the counts.
/// A post's time runs from when it was first collected; later revisions do not prolong it. Counts of what was said
/// stay. Once `go_on` says no, it ends after the transaction it is in and is due again.
Result<Counts> expire(
    store::Database& db, TimeUs now, const std::function<bool()>& go_on = [] { return true; });

/// When it ran last, and what went.
struct LastExpiry {
  TimeUs at = 0;  ///< 0: never
  Counts counts;
};
Result<LastExpiry> last_expiry(store::Database& db);

/// Is a run due? Once a night after settings privacy.expiry_hour, or when more than a day has passed.
bool is_expiry_due(TimeUs last, TimeUs now);

}  // namespace resonanz::govern
