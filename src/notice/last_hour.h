#pragma once
// The sixty minutes before a moment: what burst at half past is not cut in two by the clock.

#include "notice/hour_counts.h"

namespace resonanz::notice {

/// As if they were the running hour.
HourCount read_last_hour(soci::session& sql, Id query, TimeUs now);
/// The running hour, or the last sixty minutes where more came in them.
void stretch(HourCount& running, const HourCount& last);

}  // namespace resonanz::notice
