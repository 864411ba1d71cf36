#include "crisis/rows.h"

#include "store/perhaps.h"

namespace resonanz::crisis {
namespace {

using store::Optional;
using store::Perhaps;

Optional<Id> unless_none(Id id) { return id == 0 ? std::optional<Id>() : std::optional(id); }

std::vector<Id> ids(soci::session& sql, const std::string& query, Id room) {
  std::vector<Id> out;
  Id id = 0;
  soci::statement rows = (sql.prepare << query, soci::use(room), soci::into(id));
  rows.execute();
  while (rows.fetch()) out.push_back(id);
  return out;
}

Facts facts_of(soci::session& sql, Id room) {
  Facts out;
  Stated row;
  std::string fact;
  soci::statement rows = (sql.prepare << "SELECT fact, value, note, user_id, at FROM crisis_facts WHERE room_id = :r "
                                         "ORDER BY at, id",
                          soci::use(room), soci::into(fact), soci::into(row.value), soci::into(row.note),
                          soci::into(row.by), soci::into(row.at));
  rows.execute();
  while (rows.fetch()) {
    row.fact = parse_fact(fact).value_or(Fact::failure);
    out.push_back(row);
  }
  return out;
}

std::vector<Clock> clocks_of(soci::session& sql, Id room) {
  std::vector<Clock> out;
  Clock row;
  std::string kind;
  int near = 0, missed = 0;
  Perhaps<TimeUs> met, ended;
  Perhaps<Id> by;
  soci::statement rows =
      (sql.prepare << "SELECT id, kind, level, started_at, due_at, met_at, met_by, note, near_told, missed_told, "
                      "ended_at FROM crisis_clocks WHERE room_id = :r ORDER BY id",
       soci::use(room), soci::into(row.id), soci::into(kind), soci::into(row.level), soci::into(row.started_at),
       soci::into(row.due_at), soci::into(met.value, met.set), soci::into(by.value, by.set), soci::into(row.note),
       soci::into(near), soci::into(missed), soci::into(ended.value, ended.set));
  rows.execute();
  while (rows.fetch()) {
    row.kind = parse_clock(kind).value_or(ClockKind::look);
    row.met_at = met.get(), row.ended_at = ended.get(), row.met_by = by.or_none();
    row.near_told = near != 0, row.missed_told = missed != 0;
    out.push_back(row);
  }
  return out;
}

std::vector<LevelChange> levels_of(soci::session& sql, Id room) {
  std::vector<LevelChange> out;
  LevelChange row;
  Perhaps<Id> by;
  soci::statement rows =
      (sql.prepare << "SELECT level, at, user_id, reason FROM crisis_levels WHERE room_id = :r ORDER BY id",
       soci::use(room), soci::into(row.level), soci::into(row.at), soci::into(by.value, by.set),
       soci::into(row.reason));
  rows.execute();
  while (rows.fetch()) {
    row.by = by.or_none();
    out.push_back(row);
  }
  return out;
}

std::vector<Step> select_steps(soci::session& sql, const std::string& where, Id argument) {
  std::vector<Step> out;
  Step row;
  Perhaps<TimeUs> due, done;
  Perhaps<Id> done_by, added;
  soci::statement rows =
      (sql.prepare << "SELECT id, room_id, level, text, owner_id, due_at, state, done_at, done_by, note, added_by FROM "
                      "crisis_steps WHERE " +
                          where,
       soci::use(argument), soci::into(row.id), soci::into(row.room), soci::into(row.level), soci::into(row.text),
       soci::into(row.owner), soci::into(due.value, due.set), soci::into(row.state), soci::into(done.value, done.set),
       soci::into(done_by.value, done_by.set), soci::into(row.note), soci::into(added.value, added.set));
  rows.execute();
  while (rows.fetch()) {
    row.due_at = due.get(), row.done_at = done.get();
    row.done_by = done_by.or_none(), row.added_by = added.or_none();
    out.push_back(row);
  }
  return out;
}

void fill(soci::session& sql, Room& room) {
  room.facts = facts_of(sql, room.id);
  room.clocks = clocks_of(sql, room.id);
  room.levels = levels_of(sql, room.id);
  room.steps = select_steps(sql, "room_id = :r ORDER BY id", room.id);
  room.posts =
      ids(sql,
          "SELECT p.mention_id FROM crisis_posts p JOIN mentions m ON m.id = p.mention_id WHERE p.room_id = :r "
          "AND m.deleted_at IS NULL ORDER BY 1 DESC",
          room.id);
  room.targets = ids(sql,
                     "SELECT t.target_id FROM crisis_targets t JOIN alert_targets a ON a.id = t.target_id WHERE "
                     "t.room_id = :r AND a.ended_at IS NULL ORDER BY 1",
                     room.id);
}

}  // namespace

std::vector<Room> load_rooms(soci::session& sql, const std::string& where) {
  std::vector<Room> out;
  Room row;
  Measured& m = row.measured;
  std::string state, set_reason;
  int drill = 0;
  Perhaps<Id> alert, closed_by, playbook, set_by;
  Perhaps<TimeUs> alert_at, closed, proposed, withdrawn;
  Perhaps<int> over;
  Perhaps<double> share, usual;
  Perhaps<std::int64_t> peak_hour, last, lasted;
  soci::statement rows =
      (sql.prepare
           << "SELECT id, title, drill, state, reason, query_id, alert_id, alert_at, began_at, opened_by, opened_at, "
              "closed_by, closed_at, lead_id, playbook_id, lessons, level, set_by, set_reason, set_over, severity, "
              "media_posts, history, volume_share, peak, peak_hour, peak_usual, last_unusual, lasted_to, mentions, negative, "
              "judged, quiet_hours, proposed_at, withdrawn_at FROM crisis_rooms WHERE " +
                  where,
       soci::into(row.id), soci::into(row.title), soci::into(drill), soci::into(state), soci::into(row.reason),
       soci::into(row.query), soci::into(alert.value, alert.set), soci::into(alert_at.value, alert_at.set),
       soci::into(row.began_at), soci::into(row.opened_by), soci::into(row.opened_at),
       soci::into(closed_by.value, closed_by.set), soci::into(closed.value, closed.set), soci::into(row.lead),
       soci::into(playbook.value, playbook.set), soci::into(row.lessons), soci::into(row.level),
       soci::into(set_by.value, set_by.set), soci::into(set_reason), soci::into(over.value, over.set),
       soci::into(row.severity), soci::into(m.media_posts), soci::into(m.history), soci::into(share.value, share.set),
       soci::into(m.peak), soci::into(peak_hour.value, peak_hour.set), soci::into(usual.value, usual.set),
       soci::into(last.value, last.set), soci::into(lasted.value, lasted.set), soci::into(m.mentions), soci::into(m.negative), soci::into(m.judged),
       soci::into(m.quiet_hours), soci::into(proposed.value, proposed.set), soci::into(withdrawn.value, withdrawn.set));
  rows.execute();
  while (rows.fetch()) {
    Room room = row;
    room.drill = drill != 0;
    room.state = parse_state(state).value_or(State::open);
    room.alert = alert.or_none(), room.closed_by = closed_by.or_none(), room.playbook = playbook.or_none();
    room.alert_at = alert_at.get(), room.closed_at = closed.get();
    room.proposed_at = proposed.get(), room.withdrawn_at = withdrawn.get();
    if (set_by.set == soci::i_ok) room.set = SetLevel{room.level, set_by.value, set_reason, over.or_none()};
    room.measured.volume_share = share.get(), room.measured.peak_usual = usual.get();
    room.measured.peak_hour = peak_hour.get(), room.measured.last_unusual = last.get();
    room.measured.lasted_to = lasted.get();
    out.push_back(std::move(room));
  }
  for (Room& room : out) fill(sql, room);
  return out;
}

Result<Room> load_room(soci::session& sql, Id id) {
  auto found = load_rooms(sql, fmt::format("id = {}", id));
  if (found.empty()) return fail(Errc::not_found);
  return std::move(found.front());
}

Result<Step> load_step(soci::session& sql, Id id) {
  auto found = select_steps(sql, "id = :i", id);
  if (found.empty()) return fail(Errc::not_found);
  return std::move(found.front());
}

void insert_room(soci::session& sql, const Room& room) {
  const int drill = room.drill;
  Optional<Id> alert = unless_none(room.alert), playbook = unless_none(room.playbook);
  Optional<TimeUs> alert_at(room.alert_at);
  sql << "INSERT INTO crisis_rooms (id, title, drill, state, reason, query_id, alert_id, alert_at, began_at, opened_by, "
         "opened_at, lead_id, playbook_id, level, media_posts) VALUES (:i, :t, :d, 'open', :re, :q, :a, :aa, :b, :u, :o, "
         ":l, :p, :lv, :m)",
      soci::use(room.id), soci::use(room.title), soci::use(drill), soci::use(room.reason), soci::use(room.query),
      soci::use(alert.value, alert.set), soci::use(alert_at.value, alert_at.set), soci::use(room.began_at),
      soci::use(room.opened_by), soci::use(room.opened_at), soci::use(room.lead),
      soci::use(playbook.value, playbook.set), soci::use(room.level), soci::use(room.measured.media_posts);
  for (const Id post : room.posts)
    sql << "INSERT OR IGNORE INTO crisis_posts (room_id, mention_id) SELECT :r, id FROM mentions WHERE id = :m",
        soci::use(room.id), soci::use(post);
  for (const Id target : room.targets)
    sql << "INSERT OR IGNORE INTO crisis_targets (room_id, target_id) SELECT :r, id FROM alert_targets WHERE id = :t",
        soci::use(room.id), soci::use(target);
}

void store_state(soci::session& sql, const Room& room) {
  const Measured& m = room.measured;
  const std::string state(name_of(room.state)), set_reason = room.set ? room.set->reason : "";
  Optional<Id> set_by = unless_none(room.set ? room.set->by : 0), closed_by = unless_none(room.closed_by);
  Optional<int> over(room.set ? std::optional(room.set->over) : std::nullopt);
  Optional<double> share(m.volume_share), usual(m.peak_usual);
  Optional<std::int64_t> peak_hour(m.peak_hour), last(m.last_unusual), lasted(m.lasted_to);
  Optional<TimeUs> closed(room.closed_at), proposed(room.proposed_at), withdrawn(room.withdrawn_at);
  sql << "UPDATE crisis_rooms SET state = :st, closed_by = :cb, closed_at = :ca, level = :l, set_by = :sb, set_reason = :sr, "
         "set_over = :so, severity = :sv, history = :h, volume_share = :vs, peak = :p, peak_hour = :ph, peak_usual = :pu, "
         "last_unusual = :lu, lasted_to = :lt, mentions = :m, negative = :n, judged = :j, quiet_hours = :q, "
         "proposed_at = :pa, withdrawn_at = :w WHERE id = :i",
      soci::use(state), soci::use(closed_by.value, closed_by.set), soci::use(closed.value, closed.set),
      soci::use(room.level), soci::use(set_by.value, set_by.set), soci::use(set_reason),
      soci::use(over.value, over.set), soci::use(room.severity), soci::use(m.history),
      soci::use(share.value, share.set), soci::use(m.peak), soci::use(peak_hour.value, peak_hour.set),
      soci::use(usual.value, usual.set), soci::use(last.value, last.set), soci::use(lasted.value, lasted.set), soci::use(m.mentions), soci::use(m.negative),
      soci::use(m.judged), soci::use(m.quiet_hours), soci::use(proposed.value, proposed.set),
      soci::use(withdrawn.value, withdrawn.set), soci::use(room.id);
}

}  // namespace resonanz::crisis
