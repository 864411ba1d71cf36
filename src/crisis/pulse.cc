#include "crisis/pulse.h"

#include "crisis/level.h"
#include "crisis/playbooks.h"
#include "crisis/rows.h"
#include "crisis/severity.h"
#include "crisis/tell.h"
#include "measure/counts.h"
#include "notice/last_hour.h"
#include "notice/watch.h"
#include "specs/settings.h"

namespace resonanz::crisis {
namespace {

std::int64_t began_hour(const Room& room) { return notice::hour_of(room.began_at); }

/// Earlier crises of the query are not what is usual either.
std::vector<Hours> other_crises(soci::session& sql, const Room& room, TimeUs now) {
  std::vector<Hours> out;
  TimeUs from = 0, to = 0;
  soci::statement rows =
      (sql.prepare << "SELECT began_at, COALESCE(closed_at, :now) FROM crisis_rooms WHERE query_id = :q AND "
                      "drill = 0 AND id <> :i",
       soci::use(now), soci::use(room.query), soci::use(room.id), soci::into(from), soci::into(to));
  rows.execute();
  while (rows.fetch()) out.push_back({notice::hour_of(from), notice::hour_of(to)});
  return out;
}

void count_tones(soci::session& sql, Room& room, TimeUs now) {
  const measure::Counts counts =
      measure::count(sql, {room.query, 0, ""}, {measure::Step::hour, began_hour(room), notice::hour_of(now) + 1});
  room.measured.mentions = counts.mentions;
  room.measured.negative = counts.negative;
  room.measured.judged = counts.toned();
}

}  // namespace

Course read_course(soci::session& sql, const Room& room, std::int64_t shown_from, TimeUs now) {
  const std::int64_t running = notice::hour_of(now);
  auto hours = notice::read_hours(sql, room.query, running - notice::kBaselineHours, running);
  if (!hours.empty()) {
    // An hour that began at half past counts like one of the clock.
    const notice::HourCount last = notice::read_last_hour(sql, room.query, now);
    notice::stretch(hours.back(), last);
  }
  return follow_hours(hours, began_hour(room), shown_from, other_crises(sql, room, now));
}

void take_pulse(soci::session& sql, Room& room, TimeUs now) {
  const std::int64_t began = began_hour(room);
  room.measured = measure_course(read_course(sql, room, began, now), began, room.measured);
  count_tones(sql, room, now);
  follow(sql, room, now);
}

void follow(soci::session& sql, Room& room, TimeUs now) {
  const int severity = severity_of(room.measured, room.began_at, room.facts).points;
  if (severity != room.severity) {
    audit::add_to_timeline(
        sql, now, {room.id, 0, "severity", "", fmt::format(R"({{"from":{},"to":{}}})", room.severity, severity)});
    room.severity = severity;
  }
  const Derived derived = derive_level(severity, room.facts);
  if (room.set && is_overtaken(*room.set, derived)) room.set.reset();
  if (!room.set && derived.level != room.level) change_level(sql, room, derived.level, 0, "", now);
  store_state(sql, room);
}

void change_level(soci::session& sql, Room& room, int level, Id by, const std::string& reason, TimeUs now) {
  int highest = 0;
  for (const LevelChange& change : room.levels) highest = std::max(highest, change.level);
  const bool is_first = room.levels.empty(), is_higher = level > room.level;
  const Id id = next_id(now);
  soci::indicator set_by = by == 0 ? soci::i_null : soci::i_ok;
  sql << "INSERT INTO crisis_levels (id, room_id, level, at, user_id, reason) VALUES (:i, :r, :l, :now, :u, :t)",
      soci::use(id), soci::use(room.id), soci::use(level), soci::use(now), soci::use(by, set_by), soci::use(reason);
  room.levels.push_back({level, now, by, reason});
  const int before = room.level;
  room.level = level;
  set_clocks(sql, room, now, now);
  for (int reached = highest + 1; reached <= level; ++reached) copy_steps(sql, room, reached, now);
  if (is_first) return;
  const audit::Happening happening{
      room.id, by, "level", reason,
      fmt::format(R"({{"from":{},"to":{}{}}})", before, level, by == 0 ? "" : R"(,"set":true)")};
  audit::add_to_timeline(sql, now, happening);
  if (is_higher) tell(sql, room, happening, now);
}

void watch_quiet(soci::session& sql, Room& room, TimeUs now) {
  const Measured& m = room.measured;
  if (room.state == State::open && m.quiet_hours >= settings::kCrisisQuietHours && now - room.opened_at >= kHourUs &&
      now - room.withdrawn_at.value_or(0) >= settings::kCrisisQuietHours * kHourUs) {
    room.state = State::quieting;
    room.proposed_at = now;
    store_state(sql, room);
    happen_and_tell(sql, room, {room.id, 0, "quiet_proposed", "", fmt::format(R"({{"hours":{}}})", m.quiet_hours)},
                    now);
  } else if (room.state == State::quieting && m.last_unusual && *m.last_unusual >= notice::hour_of(*room.proposed_at)) {
    room.state = State::open;
    room.proposed_at.reset();
    room.withdrawn_at = now;
    store_state(sql, room);
    const auto hours = notice::read_hours(sql, room.query, *m.last_unusual, *m.last_unusual);
    const auto mentions = hours.empty() ? 0 : static_cast<std::int64_t>(hours.back().mentions);
    happen_and_tell(sql, room, {room.id, 0, "quiet_withdrawn", "", fmt::format(R"({{"mentions":{}}})", mentions)}, now);
  }
}

}  // namespace resonanz::crisis
