#include "sources/feed/schedule.h"

#include <charconv>

#include "specs/settings.h"

namespace resonanz::sources::feed {
namespace {

constexpr std::int64_t kFirst = 900;
constexpr std::int64_t kHour = 3600;

}  // namespace

std::int64_t max_age(std::string_view cache_control) {
  std::string lower(cache_control);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const auto at = lower.find("max-age=");
  if (at == lower.npos || (at > 0 && lower[at - 1] != ' ' && lower[at - 1] != ',')) return 0;
  const std::string_view digits = std::string_view(lower).substr(at + 8 + (lower[at + 8] == '"' ? 1 : 0));
  std::int64_t seconds = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  return std::clamp<std::int64_t>(seconds, 0, settings::kSourcePollCeiling);
}

std::int64_t next_interval(std::int64_t before, bool news, std::int64_t publisher_s) {
  const std::int64_t ceiling = settings::kSourcePollCeiling;
  const std::int64_t floor = std::clamp<std::int64_t>(publisher_s, settings::kSourcePollFloor, ceiling);
  const std::int64_t adapted = before == 0 ? kFirst : news ? before / 2 : before + before / 2;
  return std::clamp(adapted, floor, ceiling);
}

std::int64_t outside_skipped(TimeUs now, std::int64_t seconds, const Pace& pace) {
  if (pace.skip_hours.all() || pace.skip_days.all()) return seconds;
  std::int64_t at = now / kSecondUs + seconds;
  for (int hours = 0; hours < 24 * 7; ++hours, at = (at / kHour + 1) * kHour) {
    const auto hour = static_cast<std::size_t>(at / kHour % 24);
    const auto day = static_cast<std::size_t>((at / (24 * kHour) + 4) % 7);  // 1970 began on a Thursday
    if (!pace.skip_hours.test(hour) && !pace.skip_days.test(day)) break;
  }
  return at - now / kSecondUs;
}

}  // namespace resonanz::sources::feed
