#include "crisis/course.h"

#include <algorithm>

#include "notice/forecast.h"
#include "specs/settings.h"

namespace resonanz::crisis {
namespace {

bool is_crisis(std::int64_t hour, std::int64_t began, const std::vector<Hours>& crises) {
  return hour >= began ||
         std::any_of(crises.begin(), crises.end(), [&](Hours h) { return hour >= h.from && hour <= h.to; });
}

HourSeen seen(const notice::HourCount& count, const notice::Forecast& mentions, const notice::Forecast& negatives,
              bool is_known) {
  HourSeen out{count.hour, static_cast<std::int64_t>(count.mentions), static_cast<std::int64_t>(count.negative), {}, {},
               false};
  if (!is_known) return out;
  const TimeUs at = count.hour * kHourUs;
  out.usual = notice::interval(mentions.expect(at), kUsualShare);
  out.negative_high = notice::interval(negatives.expect(at), kUsualShare).high;
  out.unusual = count.mentions > out.usual->high || count.negative > *out.negative_high;
  return out;
}

int quiet_run(const Course& course, std::int64_t began) {
  int run = 0;
  if (course.hours.empty() || course.hours.back().unusual) return 0;
  for (auto hour = course.hours.rbegin() + 1; hour != course.hours.rend() && hour->hour >= began; ++hour, ++run)
    if (hour->unusual || !hour->usual) return run;
  return run;
}

/// The last of the unusual hours that follows the one before it, or the beginning, within the hours that make a crisis
/// quiet. In ninety hours some few are above the interval by chance; one of them, days later, is not the same crisis.
std::optional<std::int64_t> last_in_company(const Course& course, std::int64_t began) {
  std::optional<std::int64_t> out;
  std::int64_t before = began;
  for (const HourSeen& hour : course.hours) {
    if (!hour.unusual || hour.hour < began) continue;
    if (hour.hour - before <= settings::kCrisisQuietHours) out = hour.hour;
    before = hour.hour;
  }
  return out;
}

}  // namespace

Course follow_hours(const std::vector<notice::HourCount>& hours, std::int64_t began, std::int64_t shown_from,
                    const std::vector<Hours>& crises) {
  Course out;
  notice::Forecast mentions(kHourUs), negatives(kHourUs);
  for (const notice::HourCount& count : hours) {
    const bool is_known = static_cast<std::int64_t>(out.ordinary.size()) >= settings::kCrisisHistoryHours;
    if (count.hour >= shown_from) out.hours.push_back(seen(count, mentions, negatives, is_known));
    if (is_crisis(count.hour, began, crises)) continue;
    mentions.learn(count.hour * kHourUs, count.mentions);
    negatives.learn(count.hour * kHourUs, count.negative);
    out.ordinary.push_back(count.mentions);
  }
  std::sort(out.ordinary.begin(), out.ordinary.end());
  return out;
}

Measured measure_course(const Course& course, std::int64_t began, const Measured& before) {
  Measured out = before;
  out.history = static_cast<std::int64_t>(course.ordinary.size());
  for (const HourSeen& hour : course.hours) {
    if (hour.hour < began) continue;
    if (hour.mentions > out.peak) {
      out.peak = hour.mentions;
      out.peak_hour = hour.hour;
      out.peak_usual = hour.usual ? std::optional(hour.usual->high) : std::nullopt;
    }
    if (hour.unusual) out.last_unusual = std::max(out.last_unusual.value_or(0), hour.hour);
  }
  if (const auto lasted = last_in_company(course, began)) out.lasted_to = std::max(out.lasted_to.value_or(0), *lasted);
  out.quiet_hours = quiet_run(course, began);
  // A burst that was cut in two by the clock is in neither whole hour, but was seen while it ran.
  if (out.last_unusual && !course.hours.empty())
    out.quiet_hours =
        std::clamp(static_cast<int>(course.hours.back().hour - *out.last_unusual - 1), 0, out.quiet_hours);
  if (out.history < settings::kCrisisHistoryHours) return out;
  const auto below = std::lower_bound(course.ordinary.begin(), course.ordinary.end(), static_cast<double>(out.peak));
  out.volume_share = static_cast<double>(below - course.ordinary.begin()) / static_cast<double>(out.history);
  return out;
}

std::int64_t first_unusual(const Course& course, std::int64_t running) {
  for (const HourSeen& hour : course.hours)
    if (hour.unusual && hour.hour > running - 24) return hour.hour;
  return running;
}

}  // namespace resonanz::crisis
