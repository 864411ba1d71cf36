#include "crisis/report.h"

#include "crisis/rows.h"

namespace resonanz::crisis {
namespace {

constexpr int kMostMoments = 5000;

std::optional<TimeUs> between(std::optional<TimeUs> from, std::optional<TimeUs> to) {
  if (!from || !to) return std::nullopt;
  return std::max<TimeUs>(0, *to - *from);
}

std::optional<TimeUs> first_statement(const std::vector<Statement>& statements) {
  std::optional<TimeUs> out;
  for (const Statement& s : statements)
    if (s.published_at && (!out || *s.published_at < *out)) out = s.published_at;
  return out;
}

std::optional<TimeUs> first_answer(const Room& room) {
  for (const Clock& clock : room.clocks)
    if (clock.kind == ClockKind::answer && clock.met_at) return clock.met_at;
  return std::nullopt;
}

void count_clocks(Report& report) {
  for (const Clock& clock : report.room.clocks) {
    if (clock.missed(report.at)) ++report.clocks_missed;
    else if (clock.met_at) ++report.clocks_met;
    else if (!clock.ended_at) ++report.clocks_running;
  }
}

void count_steps(Report& report) {
  for (const Step& step : report.room.steps) {
    if (step.state == "done") ++report.steps_done;
    else if (step.state == "skipped") ++report.steps_skipped;
    else ++report.steps_open;
  }
}

}  // namespace

Result<Report> read_report(store::Database& db, Id id, TimeUs now) {
  return db.read([&](soci::session& sql) -> Result<Report> {
    Report out;
    out.at = now;
    TRY(out.room, load_room(sql, id));
    out.severity = severity_of(out.room.measured, out.room.began_at, out.room.facts);
    sql << "SELECT COALESCE((SELECT name FROM queries WHERE id = :q), '')", soci::use(out.room.query),
        soci::into(out.query);
    out.statements = statements_of(sql, id);
    out.holds = publish::holds_of(sql, id);
    for (const publish::Hold& hold : out.holds) out.held += hold.held;
    out.timeline = audit::read_timeline(sql, id, 0, kMostMoments);
    std::reverse(out.timeline.begin(), out.timeline.end());
    const TimeUs alarm = out.room.alert_at.value_or(out.room.opened_at);
    const auto statement = first_statement(out.statements);
    out.delays = {between(out.room.alert_at, out.room.opened_at), between(alarm, first_answer(out.room)),
                  between(alarm, statement), between(out.room.opened_at, statement)};
    count_clocks(out);
    count_steps(out);
    return out;
  });
}

}  // namespace resonanz::crisis
