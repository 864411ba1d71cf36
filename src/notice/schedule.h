#pragma once
// When people want to be told: days of the week and hours of the day, in their time zone.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace resonanz::notice {

/// Without days: always. An end that is not after the begin lies on the next day.
struct Schedule {
  std::vector<int> days;  ///< 1 Monday … 7 Sunday, of the begin
  int from_minute = 0, to_minute = 24 * 60;
  std::string zone = "Europe/Berlin";  ///< IANA

  bool always() const { return days.empty(); }
  friend bool operator==(const Schedule&, const Schedule&) = default;
};

/// "" for always, else as "1,2,3,4,5 08:00-18:00 Europe/Berlin". Errors: value.
std::string write_schedule(const Schedule& schedule);
Result<Schedule> read_schedule(std::string_view text);

/// `at` itself where the schedule is open then, else when it next opens; summer time is heeded.
TimeUs next_open(const Schedule& schedule, TimeUs at);

}  // namespace resonanz::notice
