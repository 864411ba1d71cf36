#include "measure/overview.h"

#include <cmath>

namespace resonanz::measure {
namespace {

constexpr std::size_t kWeek = 7 * 24, kWeeks = 6, kLeastWeeks = 3;

std::optional<double> median(std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  const auto middle = values.size() / 2;
  return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::int64_t count_between(soci::session& sql, TimeUs from, TimeUs to) {
  std::int64_t n = 0;
  sql << "SELECT count(*) FROM mentions WHERE created_at >= :f AND created_at < :t AND deleted_at IS NULL",
      soci::use(from), soci::use(to), soci::into(n);
  return n;
}

/// Seconds from hearing a post to the first answer, of cases opened in the period.
std::vector<double> answer_times(soci::session& sql, TimeUs from, TimeUs to) {
  std::vector<double> out;
  TimeUs heard = 0, answered = 0;
  soci::statement query =
      (sql.prepare << "SELECT m.received_at, c.first_answer_at FROM cases c JOIN mentions m ON "
                      "m.id = c.mention_id WHERE c.first_answer_at >= :f AND c.first_answer_at < :t",
       soci::use(from), soci::use(to), soci::into(heard), soci::into(answered));
  query.execute();
  while (query.fetch()) out.push_back(static_cast<double>(std::max<TimeUs>(0, answered - heard)) / kSecondUs);
  return out;
}

std::vector<std::int64_t> hourly(soci::session& sql, TimeUs from, TimeUs to) {
  std::vector<std::int64_t> counts(static_cast<std::size_t>((to - from) / kHourUs), 0);
  std::int64_t hour = 0, n = 0;
  soci::statement query = (sql.prepare << "SELECT (created_at - :f) / 3600000000, count(*) FROM mentions WHERE "
                                          "created_at >= :f2 AND created_at < :t AND deleted_at IS NULL GROUP BY 1",
                           soci::use(from), soci::use(from), soci::use(to), soci::into(hour), soci::into(n));
  query.execute();
  while (query.fetch())
    if (hour >= 0 && hour < static_cast<std::int64_t>(counts.size())) counts[static_cast<std::size_t>(hour)] = n;
  return counts;
}

std::vector<Point> to_days(const std::vector<Point>& hours) {
  std::vector<Point> days;
  for (std::size_t i = 0; i + 24 <= hours.size(); i += 24) {
    Point day{hours[i].at, 0, {}, {}};
    for (std::size_t h = 0; h < 24; ++h) day.count += hours[i + h].count;
    days.push_back(day);
  }
  return days;
}

void read_waiting(soci::session& sql, Overview& out, TimeUs now, int minutes) {
  const TimeUs limit = now - minutes * kMinuteUs;
  TimeUs oldest = 0;
  soci::indicator oldest_set, due_set;
  sql << "SELECT count(*), MIN(m.received_at), SUM(CASE WHEN m.received_at < :l THEN 1 ELSE 0 END) FROM conversations cv "
         "JOIN mentions m ON m.id = cv.last_mention_id LEFT JOIN cases c ON c.conversation_id = cv.id "
         "WHERE cv.waiting = 1 AND (c.id IS NULL OR c.state = 'open')",
      soci::use(limit), soci::into(out.waiting), soci::into(oldest, oldest_set), soci::into(out.over_due, due_set);
  if (oldest_set == soci::i_ok) out.oldest_waiting = oldest;
  if (due_set != soci::i_ok) out.over_due = 0;
}

void read_networks(soci::session& sql, Overview& out) {
  std::string network;
  std::int64_t n = 0;
  soci::statement query =
      (sql.prepare << "SELECT network, count(*) FROM mentions WHERE created_at >= :f AND created_at < :t "
                      "AND deleted_at IS NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 12",
       soci::use(out.from), soci::use(out.to), soci::into(network), soci::into(n));
  query.execute();
  while (query.fetch()) out.networks.emplace_back(network, n);
}

}  // namespace

std::vector<Point> with_band(const std::vector<std::int64_t>& counts, std::size_t shown, TimeUs first) {
  std::vector<Point> out;
  const std::size_t start = counts.size() - std::min(shown, counts.size());
  const auto begun = std::find_if(counts.begin(), counts.end(), [](auto n) { return n > 0; }) - counts.begin();
  for (std::size_t i = start; i < counts.size(); ++i) {
    Point point{first + static_cast<TimeUs>(i) * kHourUs, counts[i], {}, {}};
    double sum = 0, squares = 0;
    std::size_t n = 0;
    for (std::size_t back = kWeek; back <= kWeeks * kWeek && back + static_cast<std::size_t>(begun) <= i;
         back += kWeek) {
      // Neighbouring hours smooth a profile of few weeks.
      for (std::size_t at = i - back - (i - back > 0); at <= i - back + 1; ++at) {
        const auto value = static_cast<double>(counts[at]);
        sum += value, squares += value * value, ++n;
      }
    }
    if (n >= 3 * kLeastWeeks) {
      const double mean = sum / static_cast<double>(n),
                   spread = std::sqrt(std::max(0.0, squares / static_cast<double>(n) - mean * mean));
      point.usual_low = std::max(0.0, mean - 2 * spread);
      point.usual_high = mean + 2 * spread;
    }
    out.push_back(point);
  }
  return out;
}

Result<Overview> read_overview(store::Database& db, TimeUs now, int days, int first_answer_minutes) {
  return db.read([&](soci::session& sql) -> Result<Overview> {
    Overview out;
    out.to = (now / kHourUs + 1) * kHourUs;
    out.from = out.to - days * kDayUs;
    out.hourly = days <= 14;
    out.mentions = count_between(sql, out.from, out.to);
    TimeUs first = 0;
    soci::indicator first_set;
    sql << "SELECT MIN(created_at) FROM mentions", soci::into(first, first_set);
    const TimeUs before = out.from - days * kDayUs;
    if (first_set == soci::i_ok && first < before + kDayUs) out.mentions_before = count_between(sql, before, out.from);
    sql << "SELECT count(*) FROM conversations WHERE dismissed_by IS NOT NULL AND last_at >= :f", soci::use(out.from),
        soci::into(out.hidden);
    read_waiting(sql, out, now, first_answer_minutes);
    const auto times = answer_times(sql, out.from, out.to);
    out.answers = static_cast<std::int64_t>(times.size());
    out.answers_in_time =
        std::count_if(times.begin(), times.end(), [&](double s) { return s <= first_answer_minutes * 60.0; });
    out.first_answer_s = median(times);
    out.first_answer_before_s = median(answer_times(sql, before, out.from));
    sql << "SELECT count(*) FROM cases WHERE state <> 'closed'", soci::into(out.open_cases);
    sql << "SELECT count(*) FROM cases WHERE closed_at >= :f", soci::use(out.from), soci::into(out.closed_cases);
    const TimeUs start = out.from - static_cast<TimeUs>(kWeeks * kWeek) * kHourUs;
    auto points = with_band(hourly(sql, start, out.to), static_cast<std::size_t>(days) * 24, start);
    out.series = out.hourly ? std::move(points) : to_days(points);
    read_networks(sql, out);
    return out;
  });
}

}  // namespace resonanz::measure
