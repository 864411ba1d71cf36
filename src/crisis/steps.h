#pragma once
// The room's checklist: each step has one colleague who owns it. Inside the caller's transaction.

#include <soci/soci.h>

#include "base/result.h"
#include "crisis/room.h"

namespace resonanz::crisis {

/// Error: not_found where there is no active colleague of this id.
Status check_colleague(soci::session& sql, Id user);

/// The step's id.
Id insert_step(soci::session& sql, const Step& step, TimeUs now);

/// Added by hand. Errors: value, not_found (owner).
Status add_step(soci::session& sql, Room& room, Step step, Id user, TimeUs now);

/// What is given changes.
struct StepChange {
  std::optional<std::string> text, state, note;
  std::optional<Id> owner;
  std::optional<std::optional<TimeUs>> due_at;
};
/// Errors: value (an unknown state; skipped without a note), not_found (owner).
Status change_step(soci::session& sql, const Step& step, const StepChange& change, Id user, TimeUs now);

}  // namespace resonanz::crisis
