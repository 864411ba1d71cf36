#include "app/demo_alarm.h"

#include "notice/watch.h"

namespace resonanz::app {
namespace {

constexpr std::int64_t kDays = 5;  // the rumour begins four days before the start

notice::Rule rule(const char* name, notice::Rule::Kind kind, Id query) {
  notice::Rule out;
  out.name = name;
  out.kind = kind;
  out.query = query;
  out.cooldown_minutes = 24 * 60;
  return out;
}

/// The first hour of the last days that the rule calls an alarm, at its end.
Status raise_first(soci::session& sql, const notice::Rule& rule, TimeUs now) {
  const std::int64_t last = notice::hour_of(now) - 1;
  for (std::int64_t hour = last - kDays * 24; hour <= last; ++hour) {
    const auto alarms =
        notice::alarms_now(rule, notice::read_hours(sql, rule.query, hour - notice::kBaselineHours, hour));
    if (alarms.empty() || alarms.back().hour != hour) continue;
    const notice::Verdict& verdict = alarms.back().verdict;
    const TimeUs from = hour * kHourUs, to = from + kHourUs;
    notice::raise_alert(sql, rule,
                        {fmt::format("h{}", hour), from, to, static_cast<std::int64_t>(verdict.count), verdict,
                         notice::posts_of_hour(sql, rule, hour, notice::kShownPosts)},
                        to);
    return done();
  }
  return done();
}

}  // namespace

Status seed_alarm(store::Database& db, Id query, Id user, TimeUs now) {
  notice::Rules rules(db);
  TRY(const auto volume, rules.add(rule("Bremse L3: ungewöhnlich viel", notice::Rule::Kind::volume, query), user, now));
  CHECK_OK(rules.add(rule("Krise: Bremse L3", notice::Rule::Kind::negative, query), user, now));
  return db.write([&](soci::session& sql) { return raise_first(sql, volume, now); });
}

}  // namespace resonanz::app
