#include "measure/overview.h"

#include "measure/service.h"

namespace resonanz::measure {
namespace {

constexpr std::int64_t kMostUnread = 10'000;  // counted; after new models came, all of a large store may wait
constexpr int kHourlyDays = 14;               // a longer period is shown by days
constexpr std::int64_t kUsual = static_cast<std::int64_t>(kUsualWeeks) * 7 * 24;

/// A band needs hours: what is usual is known by the hour of the week.
std::vector<Point> read_hours(soci::session& sql, const Selection& of, Period period) {
  const Period known{Step::hour, period.from - kUsual, period.to};
  const auto by_hour = count_by_step(sql, of, known);
  std::vector<std::int64_t> counts(static_cast<std::size_t>(known.to - known.from), 0);
  for (const auto& [hour, n] : by_hour) counts[static_cast<std::size_t>(hour - known.from)] = n.mentions;
  auto points = with_band(counts, static_cast<std::size_t>(period.to - period.from), known.begin());
  for (Point& point : points)
    if (const auto found = by_hour.find(point.at / kHourUs); found != by_hour.end())
      point.negative = found->second.negative;
  return points;
}

std::vector<Point> read_days(soci::session& sql, const Selection& of, Period period) {
  std::vector<Point> out;
  for (std::int64_t day = period.from; day < period.to; ++day) out.push_back({day * kDayUs, 0, 0, {}, {}});
  for (const auto& [day, n] : count_by_step(sql, of, period)) {
    Point& point = out[static_cast<std::size_t>(day - period.from)];
    point.count = n.mentions, point.negative = n.negative;
  }
  return out;
}

/// Both periods side by side, most now first.
template <typename Key>
std::vector<Part> side_by_side(const std::map<Key, Counts>& now, const std::map<Key, Counts>& before) {
  std::vector<Part> out;
  const auto part_of = [&](const Key& key) -> Part& {
    Part& part = out.emplace_back();
    if constexpr (std::is_same_v<Key, Id>) part.id = key;
    else part.name = key;
    return part;
  };
  for (const auto& [key, counts] : now) {
    Part& part = part_of(key);
    part.now = counts;
    if (const auto found = before.find(key); found != before.end()) part.before = found->second;
  }
  for (const auto& [key, counts] : before)
    if (!now.contains(key)) part_of(key).before = counts;
  std::stable_sort(out.begin(), out.end(),
                   [](const Part& a, const Part& b) { return a.now.mentions > b.now.mentions; });
  return out;
}

void name_sources(soci::session& sql, std::vector<Part>& parts) {
  for (Part& part : parts) sql << "SELECT name FROM sources WHERE id = :i", soci::use(part.id), soci::into(part.name);
}

std::vector<Part> read_brands(soci::session& sql, Selection of, Period now, Period before) {
  std::vector<Part> out;
  Part part;
  soci::statement query =
      (sql.prepare << "SELECT id, name FROM queries WHERE deleted_at IS NULL AND purpose = 'listen' "
                      "ORDER BY name",
       soci::into(part.id), soci::into(part.name));
  query.execute();
  while (query.fetch()) out.push_back(part);
  for (Part& brand : out) {
    of.query = brand.id;
    brand.now = count(sql, of, now);
    brand.before = count(sql, of, before);
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Part& a, const Part& b) { return a.now.distinct() > b.now.distinct(); });
  return out;
}

}  // namespace

Period period_of(const Asked& asked) {
  const Step step = asked.days <= kHourlyDays ? Step::hour : Step::day;
  const TimeUs length = step == Step::hour ? kHourUs : kDayUs;
  const std::int64_t to = (asked.until + length - 1) / length;  // a whole step stays: periods side by side share none
  return {step, to - asked.days * (step == Step::hour ? 24 : 1), to};
}

Period period_before(Period period) { return {period.step, 2 * period.from - period.to, period.from}; }

bool was_listening(soci::session& sql, Period period) {
  TimeUs first = 0;
  soci::indicator first_set;
  sql << "SELECT MIN(created_at) FROM mentions", soci::into(first, first_set);
  return first_set == soci::i_ok && first < period.begin() + kDayUs;
}

Result<Overview> read_overview(store::Database& db, const Asked& asked) {
  return db.read([&](soci::session& sql) -> Result<Overview> {
    Overview out;
    const Period now = period_of(asked), before = period_before(now);
    out.from = now.begin(), out.to = now.end();
    out.hourly = now.step == Step::hour;
    out.counts = count(sql, asked.of, now);
    if (was_listening(sql, before)) out.before = count(sql, asked.of, before);
    sql << "SELECT count(*) FROM (SELECT 1 FROM unread_mentions LIMIT :n)", soci::use(kMostUnread),
        soci::into(out.unread);
    out.series = out.hourly ? read_hours(sql, asked.of, now) : read_days(sql, asked.of, now);
    out.sources = side_by_side(count_by_source(sql, asked.of, now), count_by_source(sql, asked.of, before));
    name_sources(sql, out.sources);
    out.languages = side_by_side(count_by_language(sql, asked.of, now), count_by_language(sql, asked.of, before));
    out.brands = read_brands(sql, asked.of, now, before);
    out.service = read_service(sql, asked, now);
    return out;
  });
}

}  // namespace resonanz::measure
