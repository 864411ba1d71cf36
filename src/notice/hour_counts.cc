#include "notice/hour_counts.h"

namespace resonanz::notice {

std::vector<HourCount> read_hours(soci::session& sql, Id query, std::int64_t from, std::int64_t to) {
  std::vector<HourCount> out;
  HourCount row;
  soci::statement select =
      (sql.prepare << "SELECT hour, SUM(mentions), SUM(negative) FROM rollups WHERE query_id = :q AND hour >= :f AND "
                      "hour <= :t GROUP BY hour ORDER BY hour",
       soci::use(query), soci::use(from), soci::use(to), soci::into(row.hour), soci::into(row.mentions),
       soci::into(row.negative));
  select.execute();
  while (select.fetch()) {
    while (!out.empty() && out.back().hour + 1 < row.hour) out.push_back({out.back().hour + 1, 0, 0});
    out.push_back(row);
  }
  while (!out.empty() && out.back().hour < to) out.push_back({out.back().hour + 1, 0, 0});
  return out;
}

}  // namespace resonanz::notice
