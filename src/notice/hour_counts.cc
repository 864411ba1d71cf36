#include "notice/hour_counts.h"

#include <algorithm>

namespace resonanz::notice {
namespace {

/// The hour from which silence of the query is known to be silence: its first mention, or when it was saved, as far as
/// anything was heard at all then. 0: nothing is known.
std::int64_t first_hour(soci::session& sql, Id query, std::int64_t from) {
  std::int64_t own = 0, any = 0;
  TimeUs saved = 0;
  sql << "SELECT COALESCE(MIN(hour), 0) FROM rollups WHERE query_id = :q AND hour >= :f", soci::use(query),
      soci::use(from), soci::into(own);
  sql << "SELECT COALESCE(MIN(hour), 0) FROM rollups WHERE query_id = 0 AND hour >= :f", soci::use(from),
      soci::into(any);
  sql << "SELECT COALESCE((SELECT created_at FROM queries WHERE id = :q), 0)", soci::use(query), soci::into(saved);
  if (saved == 0 || any == 0) return own;
  const std::int64_t listened = std::max(any, hour_of(saved));
  return own == 0 ? listened : std::min(own, listened);
}

}  // namespace

std::vector<HourCount> read_hours(soci::session& sql, Id query, std::int64_t from, std::int64_t to) {
  std::vector<HourCount> out;
  const std::int64_t first = first_hour(sql, query, from);
  if (first == 0 || first > to) return out;
  out.resize(static_cast<std::size_t>(to - first + 1));
  for (std::size_t i = 0; i < out.size(); ++i) out[i].hour = first + static_cast<std::int64_t>(i);
  HourCount row;
  soci::statement select =
      (sql.prepare << "SELECT hour, SUM(mentions), SUM(negative), SUM(positive + neutral + negative) FROM rollups "
                      "WHERE query_id = :q AND hour >= :f AND hour <= :t GROUP BY hour",
       soci::use(query), soci::use(first), soci::use(to), soci::into(row.hour), soci::into(row.mentions),
       soci::into(row.negative), soci::into(row.judged));
  select.execute();
  while (select.fetch()) out[static_cast<std::size_t>(row.hour - first)] = row;
  return out;
}

}  // namespace resonanz::notice
