#include "publish/hold.h"

#include "audit/timeline.h"

namespace resonanz::publish {
namespace {

std::vector<Hold> select_holds(soci::session& sql, const std::string& where) {
  std::vector<Hold> out;
  Hold row;
  int drill = 0;
  TimeUs lifted = 0;
  soci::indicator lifted_set, by_set;
  soci::statement query =
      (sql.prepare
           << "SELECT h.id, h.room_id, h.drill, h.reason, h.note, h.begun_by, h.begun_at, h.lifted_by, "
              "h.lifted_at, h.held, (SELECT count(*) FROM outbox o WHERE o.hold_id = h.id AND o.state = 'queued') "
              "FROM publishing_holds h WHERE " +
                  where + " ORDER BY h.id",
       soci::into(row.id), soci::into(row.room), soci::into(drill), soci::into(row.reason), soci::into(row.note),
       soci::into(row.begun_by), soci::into(row.begun_at), soci::into(row.lifted_by, by_set),
       soci::into(lifted, lifted_set), soci::into(row.held), soci::into(row.waiting));
  query.execute();
  while (query.fetch()) {
    Hold hold = row;
    hold.drill = drill != 0;
    if (by_set != soci::i_ok) hold.lifted_by = 0;
    if (lifted_set == soci::i_ok) hold.lifted_at = lifted;
    out.push_back(std::move(hold));
  }
  return out;
}

std::int64_t queued(soci::session& sql) {
  std::int64_t n = 0;
  sql << "SELECT count(*) FROM outbox WHERE state = 'queued' AND hold_id IS NULL", soci::into(n);
  return n;
}

}  // namespace

std::optional<Hold> hold_now(soci::session& sql) {
  auto found = select_holds(sql, "h.lifted_at IS NULL AND h.drill = 0");
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Hold> holds_of(soci::session& sql, Id room) {
  return select_holds(sql, fmt::format("h.room_id = {}", room));
}

Status begin_hold(soci::session& sql, Id room, bool drill, const std::string& reason, Id user, TimeUs now) {
  const auto on = select_holds(
      sql, fmt::format("h.lifted_at IS NULL AND (h.room_id = {} OR ({} AND h.drill = 0))", room, drill ? 0 : 1));
  if (!on.empty()) return fail(Errc::state, "publishing is on hold already");
  const Id id = next_id(now);
  const int simulated = drill;
  const std::int64_t held = queued(sql);
  sql << "INSERT INTO publishing_holds (id, room_id, drill, reason, begun_by, begun_at, held) VALUES (:i, :r, :d, :t, :u, "
         ":now, :h)",
      soci::use(id), soci::use(room), soci::use(simulated), soci::use(reason), soci::use(user), soci::use(now),
      soci::use(held);
  if (!drill) sql << "UPDATE outbox SET hold_id = :h WHERE state = 'queued' AND hold_id IS NULL", soci::use(id);
  audit::add_to_timeline(sql, now,
                         {room, user, "hold_begun", reason, fmt::format(R"({{"hold":"{}","held":{}}})", id, held)});
  return done();
}

Status lift_hold(soci::session& sql, Id room, const std::string& note, Id user, TimeUs now) {
  const auto on = select_holds(sql, fmt::format("h.lifted_at IS NULL AND h.room_id = {}", room));
  if (on.empty()) return fail(Errc::state, "this room holds nothing");
  const Hold& hold = on.front();
  sql << "UPDATE publishing_holds SET lifted_by = :u, lifted_at = :now, note = :n WHERE id = :i", soci::use(user),
      soci::use(now), soci::use(note), soci::use(hold.id);
  audit::add_to_timeline(sql, now,
                         {room, user, "hold_lifted", note,
                          fmt::format(R"({{"hold":"{}","held":{},"waiting":{}}})", hold.id, hold.held, hold.waiting)});
  return done();
}

void keep_back(soci::session& sql, const Hold& hold, Id item) {
  sql << "UPDATE outbox SET hold_id = :h WHERE id = :i", soci::use(hold.id), soci::use(item);
  sql << "UPDATE publishing_holds SET held = held + 1 WHERE id = :h", soci::use(hold.id);
}

}  // namespace resonanz::publish
