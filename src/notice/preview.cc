#include "notice/preview.h"

#include "notice/watch.h"

namespace resonanz::notice {
namespace {

constexpr int kMostPosts = 5'000;  // opening and reading one takes tens of microseconds

/// Hours that alarm, each cooldown once.
void over_counts(soci::session& sql, const Rule& rule, TimeUs from, TimeUs now, Preview& out) {
  const auto hours = read_hours(sql, rule.query, hour_of(from) - kBaselineHours, hour_of(now));
  const auto judge = Judge::of(rule);
  TimeUs last = 0;
  for (const HourCount& hour : hours) {
    const TimeUs at = hour.hour * kHourUs;
    const Verdict verdict = judge->take(hour);
    if (!verdict.alarm || at < from || (last != 0 && at - last < rule.cooldown())) continue;
    out.firings.push_back({at, static_cast<std::int64_t>(verdict.count), interval(verdict.expected, 0.95)});
    last = at;
  }
}

/// Posts by the hour they were written in, those of one cooldown together.
Status over_posts(soci::session& sql, const privacy::Keys& keys, const Rule& rule, TimeUs from, Preview& out) {
  const ingest::Mentions mentions(keys);
  TRY(const NewPosts found, look_at_posts(sql, mentions, rule, 0, from, kMostPosts));
  out.whole = !found.more;
  std::vector<TimeUs> times;
  for (const Id post : found.posts) {
    TimeUs at = 0;
    sql << "SELECT created_at FROM mentions WHERE id = :i", soci::use(post), soci::into(at);
    times.push_back(at);
  }
  std::sort(times.begin(), times.end());
  for (const TimeUs at : times) {
    if (!out.firings.empty() && at - out.firings.back().at < rule.cooldown()) ++out.firings.back().count;
    else out.firings.push_back({at, 1, {}});
  }
  return done();
}

}  // namespace

Result<Preview> preview(store::Database& db, const privacy::Keys& keys, const Rule& rule, int weeks, TimeUs now) {
  const TimeUs from = now - weeks * 7 * kDayUs;
  return db.read([&](soci::session& sql) -> Result<Preview> {
    Preview out;
    out.weeks = weeks;
    if (rule.counts()) over_counts(sql, rule, from, now, out);
    else CHECK_OK(over_posts(sql, keys, rule, from, out));
    return out;
  });
}

}  // namespace resonanz::notice
