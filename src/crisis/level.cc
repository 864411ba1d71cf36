#include "crisis/level.h"

#include <algorithm>

#include "specs/settings.h"

namespace resonanz::crisis {
namespace {

struct Lift {
  Fact fact;
  int level;
};
constexpr std::array kLifts{Lift{Fact::journalist, 2}, Lift{Fact::product_harm, 3}, Lift{Fact::injury, 4}};

}  // namespace

int least_severity(int level) {
  constexpr std::array kLeast{std::int64_t{0}, settings::kCrisisLevel2, settings::kCrisisLevel3,
                              settings::kCrisisLevel4};
  return static_cast<int>(kLeast[static_cast<std::size_t>(level - 1)]);
}

Derived derive_level(int severity, const Facts& facts) {
  Derived out;
  for (int level = 2; level <= kLevels; ++level)
    if (severity >= least_severity(level)) out.level = level;
  for (const Lift& lift : kLifts)
    if (lift.level > out.level && !value_of(facts, lift.fact).empty()) out = {lift.level, lift.fact};
  return out;
}

bool is_overtaken(const SetLevel& set, const Derived& derived) {
  return derived.level > set.over && derived.level > set.level;
}

std::vector<Limit> limits_of(int level) {
  namespace s = settings;
  std::vector<Limit> out{{ClockKind::look, static_cast<int>(s::kCrisisLookMinutes)}};
  if (level >= 2) out.push_back({ClockKind::answer, static_cast<int>(s::kCrisisAnswerMinutes)});
  if (level == 3) out.push_back({ClockKind::statement, static_cast<int>(s::kCrisisStatementMinutes3)});
  if (level == 4) out.push_back({ClockKind::statement, static_cast<int>(s::kCrisisStatementMinutes4)});
  return out;
}

TimeUs due_of(const Limit& limit, TimeUs began, const Clock* before) {
  const TimeUs due = began + limit.minutes * kMinuteUs;
  return before ? std::min(due, before->due_at) : due;
}

}  // namespace resonanz::crisis
