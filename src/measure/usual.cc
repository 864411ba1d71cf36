// What is usual at an hour of the week.
#include <cmath>

#include "measure/overview.h"

namespace resonanz::measure {
namespace {
constexpr std::size_t kWeek = 7 * 24, kLeastWeeks = 3;
}

std::vector<Point> with_band(const std::vector<std::int64_t>& counts, std::size_t shown, TimeUs first) {
  std::vector<Point> out;
  const std::size_t start = counts.size() - std::min(shown, counts.size());
  const auto begun = std::find_if(counts.begin(), counts.end(), [](auto n) { return n > 0; }) - counts.begin();
  for (std::size_t i = start; i < counts.size(); ++i) {
    Point point{first + static_cast<TimeUs>(i) * kHourUs, counts[i], 0, {}, {}};
    double sum = 0, squares = 0;
    std::size_t n = 0;
    for (std::size_t back = kWeek; back <= kUsualWeeks * kWeek && back + static_cast<std::size_t>(begun) <= i;
         back += kWeek) {
      // Neighbouring hours smooth a profile of few weeks.
      for (std::size_t at = i - back - (i - back > 0); at <= i - back + 1; ++at) {
        const auto value = static_cast<double>(counts[at]);
        sum += value, squares += value * value, ++n;
      }
    }
    if (n >= 3 * kLeastWeeks) {
      const double mean = sum / static_cast<double>(n),
                   spread = std::sqrt(std::max(0.0, squares / static_cast<double>(n) - mean * mean));
      point.usual_low = std::max(0.0, mean - 2 * spread);
      point.usual_high = mean + 2 * spread;
    }
    out.push_back(point);
  }
  return out;
}

}  // namespace resonanz::measure
