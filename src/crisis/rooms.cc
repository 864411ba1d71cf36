#include "crisis/rooms.h"

#include "crisis/level.h"
#include "crisis/pulse.h"
#include "crisis/rows.h"
#include "crisis/tell.h"

namespace resonanz::crisis {
namespace {

constexpr std::size_t kLongestTitle = 200, kLongestLessons = 20'000;

Status check_fact(Fact fact, const std::string& value) {
  const bool is_kind = value == "product" || value == "service" || value == "social";
  const bool is_right = value.empty() || (fact == Fact::failure ? is_kind : value == "yes");
  return is_right ? done() : Status(fail(Errc::value, "value"));
}

void put_targets(soci::session& sql, Room& room, const std::vector<Id>& targets) {
  sql << "DELETE FROM crisis_targets WHERE room_id = :r", soci::use(room.id);
  for (const Id target : targets)
    sql << "INSERT OR IGNORE INTO crisis_targets (room_id, target_id) SELECT :r, id FROM alert_targets WHERE id = :t AND "
           "ended_at IS NULL",
        soci::use(room.id), soci::use(target);
}

Status has_no_hold(soci::session& sql, Id room) {
  for (const publish::Hold& hold : publish::holds_of(sql, room))
    if (!hold.lifted_at) return fail(Errc::state, "publishing is on hold; lift that first");
  return done();
}

Status has_no_other(soci::session& sql, const Room& room) {
  int others = 0;
  const int drill = room.drill;
  if (room.alert == 0) return done();
  sql << "SELECT count(*) FROM crisis_rooms WHERE alert_id = :a AND drill = :d AND state <> 'closed' AND id <> :i",
      soci::use(room.alert), soci::use(drill), soci::use(room.id), soci::into(others);
  return others == 0 ? done() : Status(fail(Errc::state, "its alert has another open room"));
}

Status write_lessons(soci::session& sql, Room& room, const std::string& lessons, Id user, TimeUs now) {
  if (lessons.size() > kLongestLessons) return fail(Errc::value, "lessons");
  if (lessons == room.lessons) return done();
  room.lessons = lessons;
  sql << "UPDATE crisis_rooms SET lessons = :l WHERE id = :i", soci::use(lessons), soci::use(room.id);
  audit::add_to_timeline(sql, now, {room.id, user, "lessons", lessons});
  return done();
}

Status hand_over(soci::session& sql, Room& room, Id lead, Id user, TimeUs now) {
  if (lead == room.lead) return done();
  CHECK_OK(check_colleague(sql, lead));
  room.lead = lead;
  sql << "UPDATE crisis_rooms SET lead_id = :l WHERE id = :i", soci::use(lead), soci::use(room.id);
  audit::add_to_timeline(sql, now, {room.id, user, "lead", "", fmt::format(R"({{"user":"{}"}})", lead)});
  return done();
}

Status rename(soci::session& sql, Room& room, const std::string& title, Id user, TimeUs now) {
  if (title.empty() || title.size() > kLongestTitle) return fail(Errc::value, "title");
  sql << "UPDATE crisis_rooms SET title = :t WHERE id = :i", soci::use(title), soci::use(room.id);
  audit::add_to_timeline(sql, now, {room.id, user, "title", title});
  return done();
}

}  // namespace

void Rooms::announce(Id id) { parts_.hub.publish("crisis", fmt::format(R"({{"id":"{}"}})", id)); }

Result<Room> Rooms::act(Id id, const Act& act) {
  const TimeUs now = parts_.clock.now();
  auto changed = parts_.db.write([&](soci::session& sql) -> Result<Room> {
    TRY(Room room, load_room(sql, id));
    CHECK_OK(act(sql, room, now));
    return load_room(sql, id);
  });
  if (changed) announce(id);
  return changed;
}

Result<Room> Rooms::act_open(Id id, const Act& work) {
  return act(id, [&](soci::session& sql, Room& room, TimeUs now) -> Status {
    return room.is_open() ? work(sql, room, now) : Status(fail(Errc::state, "the room is closed"));
  });
}

Result<Room> Rooms::find(Id id) {
  return parts_.db.read([&](soci::session& sql) { return load_room(sql, id); });
}

Result<std::vector<Room>> Rooms::list(const std::string& state, Id before, int limit) {
  const std::string wanted = state == "open" ? "state <> 'closed'" : state == "closed" ? "state = 'closed'" : "1 = 1";
  // Open ones stand on the first page whatever their age; further pages hold closed ones only.
  const std::string below = before > 0 ? fmt::format("state = 'closed' AND id < {}", before) : "1 = 1";
  return parts_.db.read([&](soci::session& sql) -> Result<std::vector<Room>> {
    return load_rooms(sql, fmt::format("{} AND {} ORDER BY state = 'closed', id DESC LIMIT {}", wanted, below, limit));
  });
}

Result<std::map<Id, Id>> Rooms::by_alert() {
  return parts_.db.read([](soci::session& sql) -> Result<std::map<Id, Id>> {
    std::map<Id, Id> out;
    Id alert = 0, room = 0;
    soci::statement rows =
        (sql.prepare << "SELECT alert_id, MAX(id) FROM crisis_rooms WHERE alert_id IS NOT NULL GROUP BY 1",
         soci::into(alert), soci::into(room));
    rows.execute();
    while (rows.fetch()) out[alert] = room;
    return out;
  });
}

Result<Room> Rooms::change(Id id, const RoomChange& change, Id user) {
  return act(id, [&](soci::session& sql, Room& room, TimeUs now) -> Status {
    if (change.lessons) CHECK_OK(write_lessons(sql, room, *change.lessons, user, now));
    if (!change.title && !change.lead && !change.targets) return done();
    if (!room.is_open()) return fail(Errc::state, "the room is closed");
    if (change.title) CHECK_OK(rename(sql, room, *change.title, user, now));
    if (change.lead) CHECK_OK(hand_over(sql, room, *change.lead, user, now));
    if (!change.targets) return done();
    put_targets(sql, room, *change.targets);
    audit::add_to_timeline(sql, now, {room.id, user, "targets"});
    return done();
  });
}

Result<Room> Rooms::close(Id id, const std::string& note, const std::optional<std::string>& lessons, Id user) {
  return act_open(id, [&](soci::session& sql, Room& room, TimeUs now) -> Status {
    CHECK_OK(has_no_hold(sql, room.id));
    take_pulse(sql, room, now);
    if (lessons) CHECK_OK(write_lessons(sql, room, *lessons, user, now));
    end_clocks(sql, room, now);
    room.state = State::closed;
    room.closed_by = user, room.closed_at = now;
    room.proposed_at.reset();
    store_state(sql, room);
    happen_and_tell(sql, room, {room.id, user, "closed", note}, now);
    return done();
  });
}

Result<Room> Rooms::reopen(Id id, const std::string& reason, Id user) {
  return act(id, [&](soci::session& sql, Room& room, TimeUs now) -> Status {
    if (room.state == State::open) return fail(Errc::state, "the room is open");
    const bool was_closed = room.state == State::closed;
    if (was_closed) CHECK_OK(has_no_other(sql, room));
    room.state = State::open;
    room.closed_by = 0;
    room.closed_at.reset(), room.proposed_at.reset();
    room.withdrawn_at = now;
    store_state(sql, room);
    if (!was_closed) {
      audit::add_to_timeline(sql, now, {room.id, user, "quiet_refused", reason});
      return done();
    }
    set_clocks(sql, room, now, now);
    happen_and_tell(sql, room, {room.id, user, "reopened", reason}, now);
    crisis::meet_clock(sql, room, ClockKind::look, now, user, "", now);
    return done();
  });
}

Result<Room> Rooms::state_fact(Id id, Fact fact, const std::string& value, const std::string& note, Id user) {
  CHECK_OK(check_fact(fact, value));
  return act_open(id, [&](soci::session& sql, Room& room, TimeUs now) -> Status {
    const std::string name(name_of(fact));
    const Id row = next_id(now);
    sql << "INSERT INTO crisis_facts (id, room_id, fact, value, note, user_id, at) VALUES (:i, :r, :f, :v, :n, :u, :now) ON "
           "CONFLICT (room_id, fact) DO UPDATE SET value = excluded.value, note = excluded.note, user_id = "
           "excluded.user_id, at = excluded.at",
        soci::use(row), soci::use(room.id), soci::use(name), soci::use(value), soci::use(note), soci::use(user),
        soci::use(now);
    audit::add_to_timeline(sql, now,
                           {room.id, user, "fact", note, fmt::format(R"({{"fact":"{}","value":"{}"}})", name, value)});
    std::erase_if(room.facts, [&](const Stated& stated) { return stated.fact == fact; });
    room.facts.push_back({fact, value, note, user, now});
    follow(sql, room, now);
    return done();
  });
}

Result<Room> Rooms::set_level(Id id, int level, const std::string& reason, Id user) {
  if (level < 1 || level > kLevels) return fail(Errc::value, "level");
  if (reason.empty()) return fail(Errc::value, "reason");
  return act_open(id, [&](soci::session& sql, Room& room, TimeUs now) -> Status {
    room.set = SetLevel{level, user, reason, crisis::derive_level(room.severity, room.facts).level};
    change_level(sql, room, level, user, reason, now);
    store_state(sql, room);
    return done();
  });
}

Result<Room> Rooms::derive_level(Id id, Id user) {
  return act_open(id, [&](soci::session& sql, Room& room, TimeUs now) -> Status {
    if (!room.set) return done();
    room.set.reset();
    audit::add_to_timeline(sql, now, {room.id, user, "level_derived"});
    follow(sql, room, now);
    return done();
  });
}

Result<Room> Rooms::meet_clock(Id id, ClockKind kind, const std::string& note, TimeUs at, Id user) {
  return act_open(id, [&](soci::session& sql, Room& room, TimeUs now) -> Status {
    const Clock* clock = room.running(kind);
    if (!clock || clock->met_at) return fail(Errc::state, "this clock does not run");
    if (at > now || at < room.began_at) return fail(Errc::value, "at");
    crisis::meet_clock(sql, room, kind, at, user, note, now);
    return done();
  });
}

Result<Room> Rooms::begin_hold(Id id, const std::string& reason, Id user) {
  auto held = act_open(id, [&](soci::session& sql, Room& room, TimeUs now) -> Status {
    CHECK_OK(publish::begin_hold(sql, room.id, room.drill, reason, user, now));
    tell(sql, room,
         {room.id, user, "hold_begun", reason,
          fmt::format(R"({{"held":{}}})", publish::holds_of(sql, room.id).back().held)},
         now);
    return done();
  });
  if (held) parts_.hub.publish("hold", fmt::format(R"({{"id":"{}"}})", id));
  return held;
}

Result<Room> Rooms::lift_hold(Id id, const std::string& note, Id user) {
  auto lifted = act(id, [&](soci::session& sql, Room& room, TimeUs now) -> Status {
    CHECK_OK(publish::lift_hold(sql, room.id, note, user, now));
    const publish::Hold hold = publish::holds_of(sql, room.id).back();
    tell(sql, room,
         {room.id, user, "hold_lifted", note, fmt::format(R"({{"held":{},"waiting":{}}})", hold.held, hold.waiting)},
         now);
    return done();
  });
  if (lifted) parts_.hub.publish("hold", fmt::format(R"({{"id":"{}"}})", id));
  return lifted;
}

Result<Room> Rooms::add_step(Id id, const Step& step, Id user) {
  return act_open(
      id, [&](soci::session& sql, Room& room, TimeUs now) { return crisis::add_step(sql, room, step, user, now); });
}

Result<Room> Rooms::change_step(Id step_id, const StepChange& change, Id user) {
  TRY(const Step found, parts_.db.read([&](soci::session& sql) { return load_step(sql, step_id); }));
  return act_open(found.room, [&](soci::session& sql, Room&, TimeUs now) -> Status {
    TRY(const Step step, load_step(sql, step_id));
    return crisis::change_step(sql, step, change, user, now);
  });
}

Result<Id> Rooms::add_entry(Id id, const std::string& text, Id user) {
  Id entry = 0;
  CHECK_OK(act(id, [&](soci::session& sql, Room& room, TimeUs now) -> Status {
    entry = audit::add_to_timeline(sql, now, {room.id, user, "entry", text});
    return done();
  }));
  return entry;
}

}  // namespace resonanz::crisis
