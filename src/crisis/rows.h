#pragma once
// Reading and writing rooms, inside the caller's transaction.

#include <soci/soci.h>

#include "base/result.h"
#include "crisis/room.h"

namespace resonanz::crisis {

/// Error: not_found.
Result<Room> load_room(soci::session& sql, Id id);
/// By a condition on crisis_rooms with its order, as in "state <> 'closed' ORDER BY id".
std::vector<Room> load_rooms(soci::session& sql, const std::string& where);
/// Error: not_found.
Result<Step> load_step(soci::session& sql, Id id);

void insert_room(soci::session& sql, const Room& room);
/// What was measured, the severity, the level and who set it, the state of quieting.
void store_state(soci::session& sql, const Room& room);

}  // namespace resonanz::crisis
