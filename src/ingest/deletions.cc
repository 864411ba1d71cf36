#include "ingest/deletions.h"

namespace resonanz::ingest {

void count_deletion(soci::session& sql, Id source, TimeUs delay) {
  std::int64_t seconds = kDelayClasses[std::size(kDelayClasses) - 1];
  for (const auto bound : kDelayClasses)
    if (delay <= bound * kSecondUs) {
      seconds = bound;
      break;
    }
  sql << "INSERT INTO deletion_delays (source_id, seconds, count) VALUES (:s, :c, 1) "
         "ON CONFLICT (source_id, seconds) DO UPDATE SET count = deletion_delays.count + 1",
      soci::use(source), soci::use(seconds);
}

Result<std::map<Id, std::map<std::int64_t, std::int64_t>>> read_deletions(store::Database& db) {
  return db.read([](soci::session& sql) -> Result<std::map<Id, std::map<std::int64_t, std::int64_t>>> {
    std::map<Id, std::map<std::int64_t, std::int64_t>> out;
    Id source = 0;
    std::int64_t seconds = 0, count = 0;
    soci::statement query = (sql.prepare << "SELECT source_id, seconds, count FROM deletion_delays", soci::into(source),
                             soci::into(seconds), soci::into(count));
    query.execute();
    while (query.fetch()) out[source][seconds] = count;
    return out;
  });
}

std::optional<std::int64_t> p95_seconds(const std::map<std::int64_t, std::int64_t>& classes) {
  std::int64_t total = 0, below = 0;
  for (const auto& [bound, n] : classes) total += n;
  for (const auto& [bound, n] : classes) {
    below += n;
    if (below * 100 >= total * 95 && total > 0) return bound;
  }
  return std::nullopt;
}

}  // namespace resonanz::ingest
