#pragma once
// When to look again. Pure functions.

#include <string_view>

#include "sources/feed/feed.h"

namespace resonanz::sources::feed {

/// Seconds of `max-age` in a Cache-Control header; 0 where there is none.
std::int64_t max_age(std::string_view cache_control);
/// The interval after one of `before` seconds (0: the first): shorter when something new came, longer when not; never
/// shorter than the publisher or settings poll_floor allow, never longer than poll_ceiling.
std::int64_t next_interval(std::int64_t before, bool news, std::int64_t publisher_s);
/// The seconds to wait so that the next look does not fall into hours and days that the publisher wants left out.
std::int64_t outside_skipped(TimeUs now, std::int64_t seconds, const Pace& pace);

}  // namespace resonanz::sources::feed
