#include "measure/counts.h"

namespace resonanz::measure {
namespace {

constexpr std::string_view kSums =
    "COALESCE(SUM(mentions), 0), COALESCE(SUM(positive), 0), COALESCE(SUM(neutral), 0), COALESCE(SUM(negative), 0), "
    "COALESCE(SUM(unsure), 0), COALESCE(SUM(complaints), 0), COALESCE(SUM(questions), 0), COALESCE(SUM(ideas), 0), "
    "COALESCE(SUM(praise), 0), COALESCE(SUM(toxic), 0), COALESCE(SUM(repeats), 0), COALESCE(SUM(hidden), 0)";

/// Calls see(key, counts) for each group.
template <typename Key, typename See>
void sum(soci::session& sql, const Selection& of, Period period, std::string_view group, See&& see) {
  const bool by_day = period.step == Step::day;
  Key key{};
  Counts row;
  soci::statement query =
      (sql.prepare << fmt::format("SELECT {0}, {1} FROM {2} WHERE query_id = :q AND {3} >= :f AND {3} < :t "
                                  "AND (:s = 0 OR source_id = :s2) AND (:l = '' OR lang = :l2) GROUP BY 1",
                                  group, kSums, by_day ? "rollup_days" : "rollups", by_day ? "day" : "hour"),
       soci::use(of.query), soci::use(period.from), soci::use(period.to), soci::use(of.source), soci::use(of.source),
       soci::use(of.lang), soci::use(of.lang), soci::into(key), soci::into(row.mentions), soci::into(row.positive),
       soci::into(row.neutral), soci::into(row.negative), soci::into(row.unsure), soci::into(row.complaints),
       soci::into(row.questions), soci::into(row.ideas), soci::into(row.praise), soci::into(row.toxic),
       soci::into(row.repeats), soci::into(row.hidden));
  query.execute();
  while (query.fetch()) see(key, row);
}

/// Hours as whole days (UTC) and the hours before and behind them: a day is one row where its hours are 24.
std::vector<Period> by_days(Period period) {
  constexpr std::int64_t kHours = 24;
  const std::int64_t first = (period.from + kHours - 1) / kHours, last = period.to / kHours;
  if (period.step == Step::day || first >= last) return {period};
  return {{Step::hour, period.from, first * kHours}, {Step::day, first, last}, {Step::hour, last * kHours, period.to}};
}

template <typename Key>
std::map<Key, Counts> sums(soci::session& sql, const Selection& of, Period period, std::string_view group) {
  std::map<Key, Counts> out;
  for (const Period& part : by_days(period))
    sum<Key>(sql, of, part, group, [&](const Key& key, const Counts& row) { out[key] += row; });
  return out;
}

}  // namespace

Counts& Counts::operator+=(const Counts& other) {
  mentions += other.mentions, positive += other.positive, neutral += other.neutral, negative += other.negative;
  unsure += other.unsure, complaints += other.complaints, questions += other.questions, ideas += other.ideas;
  praise += other.praise, toxic += other.toxic, repeats += other.repeats, hidden += other.hidden;
  return *this;
}

Counts count(soci::session& sql, const Selection& of, Period period) {
  const auto by_query = sums<Id>(sql, of, period, "query_id");
  return by_query.empty() ? Counts() : by_query.begin()->second;
}

std::map<std::int64_t, Counts> count_by_step(soci::session& sql, const Selection& of, Period period) {
  std::map<std::int64_t, Counts> out;
  sum<std::int64_t>(sql, of, period, period.step == Step::day ? "day" : "hour",
                    [&](std::int64_t step, const Counts& row) { out.emplace(step, row); });
  return out;
}
std::map<Id, Counts> count_by_source(soci::session& sql, const Selection& of, Period period) {
  return sums<Id>(sql, of, period, "source_id");
}
std::map<std::string, Counts> count_by_language(soci::session& sql, const Selection& of, Period period) {
  return sums<std::string>(sql, of, period, "lang");
}

}  // namespace resonanz::measure
