#include "history/backfill_rows.h"

#include "history/segment_rows.h"

namespace resonanz::history {
namespace {

constexpr std::string_view kColumns =
    "query_id, version, state, position, matches, started_by, started_at, ended_at, error_code";

std::optional<Backfill::State> state_from(std::string_view name) {
  using enum Backfill::State;
  for (const auto state : {running, done, cancelled, failed})
    if (name_of(state) == name) return state;
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Backfill::State state) {
  constexpr std::array kNames{"running", "done", "cancelled", "failed"};
  return kNames[static_cast<std::size_t>(state)];
}

std::vector<Backfill> select_backfills(soci::session& sql, const std::string& where) {
  std::vector<Backfill> out;
  Backfill row;
  std::string state;
  TimeUs ended = 0;
  soci::indicator ended_set;
  soci::statement query = (sql.prepare << fmt::format("SELECT {} FROM backfills {}", kColumns, where),
                           soci::into(row.query), soci::into(row.version), soci::into(state), soci::into(row.position),
                           soci::into(row.matches), soci::into(row.started_by), soci::into(row.started_at),
                           soci::into(ended, ended_set), soci::into(row.error_code));
  query.execute();
  while (query.fetch()) {
    row.state = state_from(state).value_or(Backfill::State::failed);
    row.ended_at = ended_set == soci::i_ok ? std::optional(ended) : std::nullopt;
    out.push_back(row);
  }
  return out;
}

void measure_backfill(soci::session& sql, Backfill& job) {
  std::int64_t behind = 0, all = 0, fresh = 0, fresh_behind = 0;
  sql << "SELECT CAST(COALESCE(SUM(posts * min(1.0, max(0.0, 1.0 * (:p - before) / max(last_id - before, 1)))), 0) AS "
         "INTEGER), COALESCE(SUM(posts), 0) FROM (SELECT posts, last_id, lag(last_id, 1, (SELECT COALESCE(min(id), 1) - 1 "
         "FROM mentions)) OVER (ORDER BY last_id) AS before FROM history_segments)",
      soci::use(job.position), soci::into(behind), soci::into(all);
  const Id mark = read_state(sql).mark;
  sql << "SELECT count(*), COALESCE(SUM(id <= :p), 0) FROM mentions WHERE id > :m", soci::use(job.position),
      soci::use(mark), soci::into(fresh), soci::into(fresh_behind);
  job.posts = all + fresh;
  job.looked_at = job.state == Backfill::State::done ? job.posts : behind + fresh_behind;
}

}  // namespace resonanz::history
