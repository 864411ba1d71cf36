#pragma once
// Times are UTC microseconds since 1970. Text forms: RFC 3339 out; RFC 3339, RFC 822 and kin in.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace resonanz {

/// UTC microseconds since 1970-01-01.
using TimeUs = std::int64_t;

inline constexpr TimeUs kSecondUs = 1'000'000;
inline constexpr TimeUs kMinuteUs = 60 * kSecondUs;
inline constexpr TimeUs kHourUs = 60 * kMinuteUs;
inline constexpr TimeUs kDayUs = 24 * kHourUs;

/// "2026-11-23T09:00:00Z"; with six fractional digits where the time has any.
std::string format_rfc3339(TimeUs time);
/// "Mon, 23 Nov 2026 09:00:00 GMT", for HTTP headers.
std::string format_http_date(TimeUs time);
/// A date ("2026-11-23", midnight UTC) or a date-time with zone; a missing zone reads as UTC. Years 1–9999.
std::optional<TimeUs> parse_rfc3339(std::string_view text);
/// RFC 822/2822 dates as feeds write them: 2- or 4-digit years, missing seconds, zone names or offsets.
std::optional<TimeUs> parse_rfc822(std::string_view text);

}  // namespace resonanz
