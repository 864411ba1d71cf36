#pragma once
// What follows by itself: measuring, severity, level, clocks, quieting down. Everything runs inside the caller's
// transaction, changes the room that is given and what is stored of it.

#include <soci/soci.h>

#include "base/result.h"
#include "crisis/course.h"
#include "crisis/room.h"

namespace resonanz::crisis {

/// The query's hours around the room, from `shown_from` on.
Course read_course(soci::session& sql, const Room& room, std::int64_t shown_from, TimeUs now);

/// Measures anew and lets severity and level follow.
void take_pulse(soci::session& sql, Room& room, TimeUs now);
/// Severity and level from what is measured and stated.
void follow(soci::session& sql, Room& room, TimeUs now);
/// Moves to a level: its clocks start or are drawn together, its steps come. `by` 0: derived.
void change_level(soci::session& sql, Room& room, int level, Id by, const std::string& reason, TimeUs now);

/// Starts the clocks of the room's level at `began`, where they do not run, and ends those it does not ask for.
void set_clocks(soci::session& sql, Room& room, TimeUs began, TimeUs now);
void end_clocks(soci::session& sql, Room& room, TimeUs now);
/// `by` 0: the program saw it. Nothing where that clock does not run or was met.
void meet_clock(soci::session& sql, Room& room, ClockKind kind, TimeUs at, Id by, const std::string& note, TimeUs now);
/// The first answer that was sent since the room's beginning, to a post of its query.
void see_answers(soci::session& sql, Room& room, TimeUs now);
/// Says once of each clock that it is due soon, and that it was missed.
void watch_clocks(soci::session& sql, Room& room, TimeUs now);

/// Proposes closing, or takes that back. Drills too.
void watch_quiet(soci::session& sql, Room& room, TimeUs now);

}  // namespace resonanz::crisis
