#include "notice/watch.h"

#include <sys/resource.h>
#include <unistd.h>

#include "base/log.h"
#include "notice/last_hour.h"

namespace resonanz::notice {
namespace {

constexpr TimeUs kFresh = 3 * kDayUs;  // what was written earlier and comes now (an import) is no news
constexpr int kBatch = 500;
constexpr Id kPersistEvery = Id{3'600'000} << 20;  // ids of an hour: a restart looks at no more of them again
constexpr std::chrono::seconds kPause{1};
constexpr TimeUs kBetweenCounts = kMinuteUs;

/// One rule that cannot be asked (a list that it names is gone) keeps no other from being asked.
int heard(const Rule& rule, const Result<bool>& answer) {
  if (answer) return *answer;
  log::error("alert rule {}: {}", rule.id, code_of(answer.error().code));
  return 0;
}

}  // namespace

std::vector<HourAlarm> alarms_now(const Rule& rule, const std::vector<HourCount>& hours) {
  std::vector<HourAlarm> out;
  if (hours.empty()) return out;
  const auto judge = Judge::of(rule);
  for (std::size_t i = 0; i + 1 < hours.size(); ++i) {
    const Verdict verdict = judge->take(hours[i]);
    if (verdict.alarm && i + 2 == hours.size()) out.push_back({hours[i].hour, verdict});
  }
  const Verdict running = judge->look(hours.back());
  if (running.alarm) out.push_back({hours.back().hour, running});
  return out;
}

Result<std::vector<Rule>> Watch::active_rules() {
  return parts_.db.read([](soci::session& sql) -> Result<std::vector<Rule>> { return load_rules(sql, true); });
}

bool Watch::is_cooling(TimeUs last, const Rule& rule) const {
  const TimeUs passed = parts_.clock.now() - last;
  return last != 0 && passed >= 0 && passed < rule.cooldown();
}

Result<int> Watch::look_at_posts() {
  const std::uint64_t generation = parts_.db.generation();
  TRY(const auto rules, active_rules());
  int raised = 0;
  waiting_ = false;
  for (const Rule& rule : rules)
    if (!rule.counts()) raised += heard(rule, ask_about_posts(rule));
  generation_ = generation;
  return raised;
}

Result<int> Watch::look_at_counts() {
  TRY(const auto rules, active_rules());
  int raised = 0;
  for (const Rule& rule : rules)
    if (rule.counts()) raised += heard(rule, ask_about_counts(rule));
  return raised;
}

Result<bool> Watch::ask_about_posts(const Rule& rule) {
  const Id after = std::max(rule.position, looked_[rule.id]);
  const TimeUs oldest = parts_.clock.now() - kFresh;
  bool cooling = false;
  TRY(const NewPosts found, parts_.db.read([&](soci::session& sql) -> Result<NewPosts> {
    cooling = is_cooling(last_raised(sql, rule.id), rule);
    return notice::look_at_posts(sql, mentions_, rule, after, oldest, kBatch);
  }));
  waiting_ = waiting_ || found.more;
  if (found.posts.empty()) {
    looked_[rule.id] = found.position;
    if (found.position - rule.position > kPersistEvery) return keep_position(rule, found.position);
    return false;
  }
  if (cooling) return waiting_ = true, false;  // they are told together once it is over
  const TimeUs now = parts_.clock.now();
  Cause cause{fmt::format("m{}", found.posts.back()), now, now, static_cast<std::int64_t>(found.posts.size()), {}, {},
              found.posts};
  cause.posts.assign(found.posts.rbegin(),
                     found.posts.rbegin() + std::min<std::ptrdiff_t>(kShownPosts, std::ssize(found.posts)));
  return store(rule, cause, found.position);
}

Result<bool> Watch::ask_about_counts(const Rule& rule) {
  const std::int64_t now_hour = hour_of(parts_.clock.now());
  std::vector<std::pair<HourAlarm, std::vector<Id>>> alarms;
  bool cooling = false;
  TRY(const bool any, parts_.db.read([&](soci::session& sql) -> Result<bool> {
    cooling = is_cooling(last_raised(sql, rule.id), rule);
    if (cooling) return false;
    auto hours = read_hours(sql, rule.query, now_hour - kBaselineHours, now_hour);
    if (hours.empty()) return false;
    // An hour that began at half past counts like one of the clock.
    const HourCount last = read_last_hour(sql, rule.query, parts_.clock.now());
    stretch(hours.back(), last);
    for (const HourAlarm& alarm : alarms_now(rule, hours)) {
      auto posts = posts_of_hour(sql, rule, alarm.hour, kShownPosts);
      const int room = kShownPosts - static_cast<int>(posts.size());
      const auto before = posts_of_hour(sql, rule, alarm.hour - 1, std::min(room, static_cast<int>(last.mentions)));
      posts.insert(posts.end(), before.begin(), before.end());
      alarms.emplace_back(alarm, std::move(posts));
    }
    return !alarms.empty();
  }));
  if (!any) return false;
  const auto& [alarm, posts] = alarms.front();
  const TimeUs from = alarm.hour * kHourUs;
  return store(rule,
               {fmt::format("h{}", alarm.hour), from, std::min(from + kHourUs, parts_.clock.now()),
                static_cast<std::int64_t>(alarm.verdict.count), alarm.verdict, posts, {}},
               {});
}

Result<bool> Watch::keep_position(const Rule& rule, Id position) {
  return parts_.db.write([&](soci::session& sql) -> Result<bool> {
    sql << "UPDATE alert_rules SET position = :p WHERE id = :i AND version = :v", soci::use(position),
        soci::use(rule.id), soci::use(rule.version);
    return false;
  });
}

Result<bool> Watch::store(const Rule& rule, const Cause& cause, std::optional<Id> position) {
  TRY(const Id alert, parts_.db.write([&](soci::session& sql) -> Result<Id> {
    // Meanwhile somebody may have changed or removed it.
    int same = 0;
    sql << "SELECT count(*) FROM alert_rules WHERE id = :i AND version = :v AND active = 1", soci::use(rule.id),
        soci::use(rule.version), soci::into(same);
    if (same == 0) return Id{0};
    if (position) sql << "UPDATE alert_rules SET position = :p WHERE id = :i", soci::use(*position), soci::use(rule.id);
    return raise_alert(sql, rule, cause, parts_.clock.now());
  }));
  if (alert == 0) return false;
  parts_.hub.publish("alert", fmt::format(R"({{"id":"{}","rule_id":"{}"}})", alert, rule.id));
  parts_.raised();
  return true;
}

void Watch::start() {
  thread_ = std::thread([this] { run(); });
}

void Watch::run() {
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 5);
  TimeUs counted = 0;
  while (true) {
    const TimeUs now = parts_.clock.now();
    if (waiting_ || parts_.db.generation() != generation_)
      if (auto posts = look_at_posts(); !posts) log::error("alert rules about posts: {}", posts.error().text());
    if (now - counted >= kBetweenCounts || now < counted) {
      if (auto counts = look_at_counts(); !counts) log::error("alert rules about counts: {}", counts.error().text());
      counted = now;
    }
    std::unique_lock lock(mutex_);
    if (stopped_.wait_for(lock, kPause, [&] { return stopping_; })) return;
  }
}

void Watch::stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  if (thread_.joinable()) thread_.join();
}

}  // namespace resonanz::notice
