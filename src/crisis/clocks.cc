// The room's clocks.
#include "crisis/level.h"
#include "crisis/pulse.h"
#include "crisis/tell.h"

namespace resonanz::crisis {
namespace {

Clock* running(Room& room, ClockKind kind) {
  for (Clock& clock : room.clocks)
    if (clock.kind == kind && !clock.ended_at) return &clock;
  return nullptr;
}

std::string about(ClockKind kind) { return fmt::format(R"({{"clock":"{}"}})", name_of(kind)); }

void start(soci::session& sql, Room& room, const Limit& limit, TimeUs began, TimeUs now) {
  Clock clock;
  clock.id = next_id(now);
  clock.kind = limit.kind;
  clock.level = room.level;
  clock.started_at = began;
  clock.due_at = due_of(limit, began, nullptr);
  const std::string kind(name_of(clock.kind));
  sql << "INSERT INTO crisis_clocks (id, room_id, kind, level, started_at, due_at) VALUES (:i, :r, :k, :l, :s, :d)",
      soci::use(clock.id), soci::use(room.id), soci::use(kind), soci::use(clock.level), soci::use(clock.started_at),
      soci::use(clock.due_at);
  room.clocks.push_back(clock);
}

/// A level that gives less time draws a running clock together.
void draw_together(soci::session& sql, Room& room, Clock& clock, const Limit& limit, TimeUs began) {
  const TimeUs due = due_of(limit, began, &clock);
  if (clock.met_at || due == clock.due_at) return;
  clock.due_at = due;
  clock.level = room.level;
  sql << "UPDATE crisis_clocks SET due_at = :d, level = :l WHERE id = :i", soci::use(clock.due_at),
      soci::use(clock.level), soci::use(clock.id);
}

/// Nobody looked since the alarm: the first look counts from there.
TimeUs beginning(const Room& room, const Limit& limit, TimeUs began) {
  return limit.kind == ClockKind::look && room.clocks.empty() ? room.alert_at.value_or(began) : began;
}

void end(soci::session& sql, Clock& clock, TimeUs now) {
  clock.ended_at = now;
  sql << "UPDATE crisis_clocks SET ended_at = :now WHERE id = :i", soci::use(now), soci::use(clock.id);
}

}  // namespace

void set_clocks(soci::session& sql, Room& room, TimeUs began, TimeUs now) {
  const auto limits = limits_of(room.level);
  for (Clock& clock : room.clocks) {
    const bool is_asked =
        std::any_of(limits.begin(), limits.end(), [&](const Limit& l) { return l.kind == clock.kind; });
    if (!clock.ended_at && !clock.met_at && !is_asked) end(sql, clock, now);
  }
  for (const Limit& limit : limits) {
    if (Clock* clock = running(room, limit.kind)) draw_together(sql, room, *clock, limit, began);
    else start(sql, room, limit, beginning(room, limit, began), now);
  }
}

void end_clocks(soci::session& sql, Room& room, TimeUs now) {
  for (Clock& clock : room.clocks)
    if (!clock.ended_at) end(sql, clock, now);
}

void meet_clock(soci::session& sql, Room& room, ClockKind kind, TimeUs at, Id by, const std::string& note, TimeUs now) {
  Clock* clock = running(room, kind);
  if (!clock || clock->met_at) return;
  clock->met_at = at, clock->met_by = by, clock->note = note;
  soci::indicator said = by == 0 ? soci::i_null : soci::i_ok;
  sql << "UPDATE crisis_clocks SET met_at = :a, met_by = :u, note = :n WHERE id = :i", soci::use(at),
      soci::use(by, said), soci::use(note), soci::use(clock->id);
  audit::add_to_timeline(sql, now, {room.id, by, "clock_met", note, about(kind)});
}

void see_answers(soci::session& sql, Room& room, TimeUs now) {
  const Clock* clock = running(room, ClockKind::answer);
  if (!clock || clock->met_at) return;
  TimeUs from = room.began_at;  // an answer before a closing says nothing of what came back after it
  for (const Clock& earlier : room.clocks)
    if (earlier.kind == ClockKind::answer && earlier.ended_at) from = std::max(from, *earlier.ended_at);
  TimeUs sent = 0;
  sql << "SELECT COALESCE(MIN(o.sent_at), 0) FROM outbox o WHERE o.state = 'sent' AND o.sent_at >= :f AND (:q = 0 OR EXISTS "
         "(SELECT 1 FROM mention_matches m WHERE m.mention_id = o.reply_to AND m.query_id = :q2 AND m.hidden = 0))",
      soci::use(from), soci::use(room.query), soci::use(room.query), soci::into(sent);
  if (sent != 0) meet_clock(sql, room, ClockKind::answer, sent, 0, "", now);
}

void watch_clocks(soci::session& sql, Room& room, TimeUs now) {
  for (Clock& clock : room.clocks) {
    if (clock.ended_at || clock.met_at) continue;
    if (!clock.missed_told && clock.missed(now)) {
      clock.missed_told = true;
      sql << "UPDATE crisis_clocks SET missed_told = 1 WHERE id = :i", soci::use(clock.id);
      happen_and_tell(sql, room, {room.id, 0, "clock_missed", "", about(clock.kind)}, now);
    } else if (!clock.near_told && clock.near(now)) {
      clock.near_told = true;
      sql << "UPDATE crisis_clocks SET near_told = 1 WHERE id = :i", soci::use(clock.id);
      const std::string data = fmt::format(R"({{"clock":"{}","minutes":{}}})", name_of(clock.kind),
                                           (clock.due_at - now + kMinuteUs - 1) / kMinuteUs);
      happen_and_tell(sql, room, {room.id, 0, "clock_near", "", data}, now);
    }
  }
}

}  // namespace resonanz::crisis
