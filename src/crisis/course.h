#pragma once
// How a query's mentions go, hour by hour, against what was usual before the crisis: the forecast of the alert rules,
// which learns neither the crisis' own hours nor those of earlier ones. What is said of an hour depends on it and on
// hours before it alone.

#include "crisis/room.h"
#include "notice/hour_counts.h"
#include "notice/negative_binomial.h"

namespace resonanz::crisis {

/// Hours since 1970, both inclusive.
struct Hours {
  std::int64_t from = 0, to = 0;
};

struct HourSeen {
  std::int64_t hour = 0;
  std::int64_t mentions = 0, negative = 0;
  std::optional<notice::Interval> usual;  ///< of mentions; empty where too little is known
  std::optional<double> negative_high;
  bool unusual = false;  ///< more mentions or more negatives than usual
};

struct Course {
  std::vector<HourSeen> hours;   ///< from the first that is shown to the running one
  std::vector<double> ordinary;  ///< mentions of each hour that was learnt, rising
};

/// `hours` as read_hours() gives them, the last one running. `began`: the crisis' first hour.
Course follow_hours(const std::vector<notice::HourCount>& hours, std::int64_t began, std::int64_t shown_from,
                    const std::vector<Hours>& crises);

/// What of `before` the course tells: all but the posts' media and the counts of tones. The last hour is running, and
/// so not quiet yet; it may be unusual already.
Measured measure_course(const Course& course, std::int64_t began, const Measured& before);

/// Where a crisis that is opened by hand began: the first unusual hour of the last day, else the running one.
std::int64_t first_unusual(const Course& course, std::int64_t running);

inline constexpr double kUsualShare = 0.95;  ///< of ordinary hours that lie within what is called usual

}  // namespace resonanz::crisis
