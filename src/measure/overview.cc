#include "measure/overview.h"

#include "measure/service.h"

namespace resonanz::measure {
namespace {

constexpr std::int64_t kDay = 24, kUsual = static_cast<std::int64_t>(kUsualWeeks) * 7 * kDay;
constexpr int kHourlyDays = 14;  // a longer period is shown by days

std::vector<Point> to_days(const std::vector<Point>& hours) {
  std::vector<Point> days;
  for (std::size_t i = 0; i + kDay <= hours.size(); i += kDay) {
    Point day{hours[i].at, 0, 0, {}, {}};
    for (std::size_t h = 0; h < kDay; ++h) day.count += hours[i + h].count, day.negative += hours[i + h].negative;
    days.push_back(day);
  }
  return days;
}

std::vector<Point> read_series(soci::session& sql, const Selection& of, Hours hours) {
  const Hours known{hours.from - kUsual, hours.to};
  const auto by_hour = count_by_hour(sql, of, known);
  std::vector<std::int64_t> counts(static_cast<std::size_t>(known.to - known.from), 0);
  for (const auto& [hour, n] : by_hour) counts[static_cast<std::size_t>(hour - known.from)] = n.mentions;
  auto points = with_band(counts, static_cast<std::size_t>(hours.to - hours.from), known.from * kHourUs);
  for (Point& point : points)
    if (const auto found = by_hour.find(point.at / kHourUs); found != by_hour.end())
      point.negative = found->second.negative;
  return points;
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

std::vector<Part> read_brands(soci::session& sql, Selection of, Hours now, Hours before) {
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
                   [](const Part& a, const Part& b) { return a.now.mentions > b.now.mentions; });
  return out;
}

}  // namespace

Result<Overview> read_overview(store::Database& db, const Asked& asked) {
  return db.read([&](soci::session& sql) -> Result<Overview> {
    Overview out;
    const std::int64_t to = asked.until / kHourUs + 1, length = asked.days * kDay;
    const Hours now{to - length, to}, before{to - 2 * length, to - length};
    out.from = now.from * kHourUs, out.to = now.to * kHourUs;
    out.hourly = asked.days <= kHourlyDays;
    out.counts = count(sql, asked.of, now);
    TimeUs first = 0;
    soci::indicator first_set;
    sql << "SELECT MIN(created_at) FROM mentions", soci::into(first, first_set);
    if (first_set == soci::i_ok && first < before.from * kHourUs + kDayUs) out.before = count(sql, asked.of, before);
    sql << "SELECT count(*) FROM unread_mentions", soci::into(out.unread);
    auto points = read_series(sql, asked.of, now);
    out.series = out.hourly ? std::move(points) : to_days(points);
    out.sources = side_by_side(count_by_source(sql, asked.of, now), count_by_source(sql, asked.of, before));
    name_sources(sql, out.sources);
    out.languages = side_by_side(count_by_language(sql, asked.of, now), count_by_language(sql, asked.of, before));
    out.brands = read_brands(sql, asked.of, now, before);
    out.service = read_service(sql, asked.until, out.from, out.to, asked.first_answer_minutes);
    return out;
  });
}

}  // namespace resonanz::measure
