#include "notice/schedule.h"

#include <unicode/timezone.h>

#include <algorithm>
#include <charconv>
#include <memory>

namespace resonanz::notice {
namespace {

constexpr int kDayMinutes = 24 * 60;

std::unique_ptr<icu::TimeZone> zone_of(const std::string& name) {
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
  icu::UnicodeString id;
  zone->getID(id);
  if (id == icu::UnicodeString(UCAL_UNKNOWN_ZONE_ID)) return nullptr;
  return zone;
}

TimeUs east_of(const icu::TimeZone& zone, TimeUs at) {
  std::int32_t raw = 0, summer = 0;
  UErrorCode status = U_ZERO_ERROR;
  zone.getOffset(static_cast<UDate>(at / 1000), false, raw, summer, status);
  return (raw + summer) * TimeUs{1000};
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<int> minute_of(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hours = number(text.substr(0, 2)), minutes = number(text.substr(3));
  if (!hours || !minutes || *hours < 0 || *minutes < 0 || *minutes > 59) return std::nullopt;
  const int total = *hours * 60 + *minutes;
  return total <= kDayMinutes ? std::optional(total) : std::nullopt;
}

Error bad(std::string_view text) { return fail(Errc::value, fmt::format("schedule: {}", text)); }

/// Is it open at this minute of the week (Monday 0:00 is 0), local time?
bool is_open(const Schedule& schedule, int minute_of_week) {
  const int length = schedule.to_minute > schedule.from_minute
                         ? schedule.to_minute - schedule.from_minute
                         : schedule.to_minute + kDayMinutes - schedule.from_minute;
  return std::any_of(schedule.days.begin(), schedule.days.end(), [&](int day) {
    const int begin = (day - 1) * kDayMinutes + schedule.from_minute;
    return (minute_of_week - begin + 7 * kDayMinutes) % (7 * kDayMinutes) < length;
  });
}

}  // namespace

std::string write_schedule(const Schedule& schedule) {
  if (schedule.always()) return "";
  return fmt::format("{} {:02}:{:02}-{:02}:{:02} {}", fmt::join(schedule.days, ","), schedule.from_minute / 60,
                     schedule.from_minute % 60, schedule.to_minute / 60, schedule.to_minute % 60, schedule.zone);
}

Result<Schedule> read_schedule(std::string_view text) {
  Schedule out;
  if (text.empty()) return out;
  const auto first = text.find(' '), second = text.find(' ', first + 1);
  if (second == std::string_view::npos || second - first != 12 || text[first + 6] != '-') return bad(text);
  for (const char c : text.substr(0, first)) {
    if (c == ',') continue;
    if (c < '1' || c > '7') return bad(text);
    out.days.push_back(c - '0');
  }
  const auto from = minute_of(text.substr(first + 1, 5)), to = minute_of(text.substr(first + 7, 5));
  if (out.days.empty() || !from || !to || *from == *to) return bad(text);
  out.from_minute = *from, out.to_minute = *to, out.zone = text.substr(second + 1);
  std::sort(out.days.begin(), out.days.end());
  out.days.erase(std::unique(out.days.begin(), out.days.end()), out.days.end());
  if (!zone_of(out.zone)) return bad(text);
  return out;
}

TimeUs next_open(const Schedule& schedule, TimeUs at) {
  const auto zone = schedule.always() ? nullptr : zone_of(schedule.zone);
  if (!zone) return at;
  // Minute by minute over a week and a day: ten thousand steps, once an alert.
  for (TimeUs time = at; time < at + 8 * kDayUs; time += kMinuteUs - time % kMinuteUs) {
    const TimeUs local = time + east_of(*zone, time);
    const auto minute = (local / kMinuteUs + 3 * kDayMinutes) % (7 * kDayMinutes);  // 1970 began on a Thursday
    if (is_open(schedule, static_cast<int>(minute))) return time;
  }
  return at;
}

}  // namespace resonanz::notice
