// Figures over all rooms; drills do not count.
#include "crisis/rooms.h"

namespace resonanz::crisis {
namespace {

std::optional<double> median(std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

std::vector<double> statement_minutes(soci::session& sql) {
  std::vector<double> out;
  TimeUs took = 0;
  soci::statement rows =
      (sql.prepare
           << "SELECT MIN(s.published_at) - COALESCE(r.alert_at, r.opened_at) FROM crisis_rooms r JOIN "
              "crisis_statements s ON s.room_id = r.id AND s.published_at IS NOT NULL WHERE r.drill = 0 GROUP BY r.id",
       soci::into(took));
  rows.execute();
  while (rows.fetch()) out.push_back(static_cast<double>(took) / static_cast<double>(kMinuteUs));
  return out;
}

}  // namespace

Result<RoomFigures> Rooms::figures() {
  const TimeUs now = parts_.clock.now();
  return parts_.db.read([&](soci::session& sql) -> Result<RoomFigures> {
    RoomFigures out;
    sql << "SELECT count(*), COALESCE(SUM(state <> 'closed'), 0) FROM crisis_rooms WHERE drill = 0",
        soci::into(out.rooms), soci::into(out.open);
    sql << "SELECT COALESCE(SUM(c.met_at IS NOT NULL AND c.met_at <= c.due_at), 0), COALESCE(SUM(COALESCE(c.met_at, "
           "c.ended_at, :now) > c.due_at), 0) FROM crisis_clocks c JOIN crisis_rooms r ON r.id = c.room_id WHERE r.drill = 0",
        soci::use(now), soci::into(out.clocks_met), soci::into(out.clocks_missed);
    out.statement_minutes = median(statement_minutes(sql));
    return out;
  });
}

Result<OpenCounts> Rooms::open_counts() {
  return parts_.db.read([](soci::session& sql) -> Result<OpenCounts> {
    OpenCounts out;
    sql << "SELECT COALESCE(SUM(drill = 0), 0), COALESCE(SUM(drill = 1), 0) FROM crisis_rooms WHERE state <> 'closed'",
        soci::into(out.rooms), soci::into(out.drills);
    sql << "SELECT count(*) FROM outbox WHERE state = 'queued' AND hold_id IS NOT NULL", soci::into(out.held);
    return out;
  });
}

}  // namespace resonanz::crisis
