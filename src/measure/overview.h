#pragma once
// The figures of the overview, each with its ground: how many, compared with what, what is usual at this hour.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "store/database.h"

namespace resonanz::measure {

struct Point {
  TimeUs at = 0;
  std::int64_t count = 0;
  std::optional<double> usual_low, usual_high;  ///< empty where there are too few weeks to tell
};

struct Overview {
  TimeUs from = 0, to = 0;
  bool hourly = true;
  std::int64_t mentions = 0, hidden = 0, waiting = 0, over_due = 0, open_cases = 0, closed_cases = 0;
  std::optional<std::int64_t> mentions_before;  ///< the same number of days before; empty if we did not listen then
  std::optional<TimeUs> oldest_waiting;
  std::optional<double> first_answer_s, first_answer_before_s;  ///< medians
  std::int64_t answers = 0, answers_in_time = 0;
  std::vector<Point> series;
  std::vector<std::pair<std::string, std::int64_t>> networks;  ///< most first
};

Result<Overview> read_overview(store::Database& db, TimeUs now, int days, int first_answer_minutes);

/// What is usual at each hour of the week: mean ± 2 standard deviations over the weeks before, as one band. `counts`
/// holds one value an hour, oldest first; needs three earlier weeks for a point, else the point has no band.
std::vector<Point> with_band(const std::vector<std::int64_t>& counts, std::size_t shown, TimeUs first);

}  // namespace resonanz::measure
