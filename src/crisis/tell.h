#pragma once
// Tells the room's targets what happened, through the deliveries of the alerts. A drill says so in every message.

#include <soci/soci.h>

#include "audit/timeline.h"
#include "crisis/room.h"

namespace resonanz::crisis {

/// In the caller's transaction.
void tell(soci::session& sql, const Room& room, const audit::Happening& happening, TimeUs now);

/// Into the timeline, and told.
void happen_and_tell(soci::session& sql, const Room& room, const audit::Happening& happening, TimeUs now);

}  // namespace resonanz::crisis
