#include "measure/counts.h"

namespace resonanz::measure {
namespace {

constexpr std::string_view kSums =
    "COALESCE(SUM(mentions), 0), COALESCE(SUM(positive), 0), COALESCE(SUM(neutral), 0), COALESCE(SUM(negative), 0), "
    "COALESCE(SUM(unsure), 0), COALESCE(SUM(complaints), 0), COALESCE(SUM(questions), 0), COALESCE(SUM(ideas), 0), "
    "COALESCE(SUM(praise), 0), COALESCE(SUM(toxic), 0), COALESCE(SUM(repeats), 0), COALESCE(SUM(hidden), 0)";

/// Calls see(key, counts) for each group.
template <typename Key, typename See>
void sum(soci::session& sql, const Selection& of, Hours hours, std::string_view group, See&& see) {
  Key key{};
  Counts row;
  soci::statement query =
      (sql.prepare << fmt::format("SELECT {}, {} FROM rollups WHERE query_id = :q AND hour >= :f AND hour < :t "
                                  "AND (:s = 0 OR source_id = :s2) AND (:l = '' OR lang = :l2) GROUP BY 1",
                                  group, kSums),
       soci::use(of.query), soci::use(hours.from), soci::use(hours.to), soci::use(of.source), soci::use(of.source),
       soci::use(of.lang), soci::use(of.lang), soci::into(key), soci::into(row.mentions), soci::into(row.positive),
       soci::into(row.neutral), soci::into(row.negative), soci::into(row.unsure), soci::into(row.complaints),
       soci::into(row.questions), soci::into(row.ideas), soci::into(row.praise), soci::into(row.toxic),
       soci::into(row.repeats), soci::into(row.hidden));
  query.execute();
  while (query.fetch()) see(key, row);
}

template <typename Key>
std::map<Key, Counts> sums(soci::session& sql, const Selection& of, Hours hours, std::string_view group) {
  std::map<Key, Counts> out;
  sum<Key>(sql, of, hours, group, [&](const Key& key, const Counts& row) { out.emplace(key, row); });
  return out;
}

}  // namespace

Counts count(soci::session& sql, const Selection& of, Hours hours) {
  Counts out;
  sum<std::int64_t>(sql, of, hours, "query_id", [&](std::int64_t, const Counts& row) { out = row; });
  return out;
}

std::map<std::int64_t, Counts> count_by_hour(soci::session& sql, const Selection& of, Hours hours) {
  return sums<std::int64_t>(sql, of, hours, "hour");
}
std::map<Id, Counts> count_by_source(soci::session& sql, const Selection& of, Hours hours) {
  return sums<Id>(sql, of, hours, "source_id");
}
std::map<std::string, Counts> count_by_language(soci::session& sql, const Selection& of, Hours hours) {
  return sums<std::string>(sql, of, hours, "lang");
}

}  // namespace resonanz::measure
