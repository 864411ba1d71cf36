#pragma once
// The one switch: while a hold is on, nothing that is queued leaves. What it held stays held after its lifting, until
// somebody releases or takes back each. A drill's hold is only said to be one. Everything here runs inside the caller's
// transaction, the one in which an item would begin to leave, so that nothing slips through between look and act.

#include <soci/soci.h>

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"

namespace resonanz::publish {

struct Hold {
  Id id = 0, room = 0;
  bool drill = false;
  std::string reason, note;
  Id begun_by = 0, lifted_by = 0;
  TimeUs begun_at = 0;
  std::optional<TimeUs> lifted_at;
  std::int64_t held = 0;     ///< items it held in all; of a drill, those it would have
  std::int64_t waiting = 0;  ///< of these, still held
};

/// The real one that is on.
std::optional<Hold> hold_now(soci::session& sql);
/// All of a room, oldest first.
std::vector<Hold> holds_of(soci::session& sql, Id room);

/// Holds what is queued. Errors: state where a real one is on, or this room's.
Status begin_hold(soci::session& sql, Id room, bool drill, const std::string& reason, Id user, TimeUs now);
/// Lets new items leave; what was held stays. Error: state where this room holds nothing.
Status lift_hold(soci::session& sql, Id room, const std::string& note, Id user, TimeUs now);

/// One more item that a hold keeps from leaving.
void keep_back(soci::session& sql, const Hold& hold, Id item);

}  // namespace resonanz::publish
