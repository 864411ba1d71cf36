#pragma once
// The counts of the table rollups against the rows they count: the database keeps them up with every change
// (src/store/migrations/0006_readings.sql), these two look and mend.

#include "base/result.h"
#include "store/database.h"

namespace resonanz::measure {

/// How many rows of rollups are missing, too many or wrong; 0 is the only healthy answer. Reads every mention's row.
Result<std::int64_t> wrong_rollups(store::Database& db);

/// Counts everything anew, in one write.
Status rebuild_rollups(store::Database& db);

}  // namespace resonanz::measure
