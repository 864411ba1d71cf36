#pragma once
// The table of queries applied to the past.

#include "history/backfill.h"

namespace resonanz::history {

// Inside the caller's transaction.
/// `where` is a condition with what follows it, or only that.
std::vector<Backfill> select_backfills(soci::session& sql, const std::string& where);
/// Sets how many posts there are and how many of them it has looked at. Within a segment by the share of its ids: the
/// exact number would cost more than it tells.
void measure_backfill(soci::session& sql, Backfill& job);

}  // namespace resonanz::history
