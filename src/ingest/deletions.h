#pragma once
// How long it takes until what was deleted on a network is gone here, from the network's own time where it tells one,
// else from when we heard of it. Counts only.

#include <map>

#include "base/id.h"
#include "base/result.h"
#include "store/database.h"

namespace resonanz::ingest {

/// Upper bounds of the classes, in seconds; the last has none.
inline constexpr std::int64_t kDelayClasses[] = {1, 10, 60, 600, 3600, 21600, 86400, 172800, 604800, 1LL << 40};

/// Inside the caller's transaction.
void count_deletion(soci::session& sql, Id source, TimeUs delay);

/// By source, then by class (its upper bound in seconds).
Result<std::map<Id, std::map<std::int64_t, std::int64_t>>> read_deletions(store::Database& db);

/// Upper bound of the class in which the slowest five of a hundred begin, in seconds; empty where nothing was deleted.
std::optional<std::int64_t> p95_seconds(const std::map<std::int64_t, std::int64_t>& classes);

}  // namespace resonanz::ingest
