#include "notice/forecast.h"

#include <algorithm>
#include <cmath>

namespace resonanz::notice {
namespace {

constexpr double kDay = static_cast<double>(kDayUs), kHour = static_cast<double>(kHourUs);
constexpr double kLevelDays = 8, kProfileDays = 21, kDispersionDays = 7;
constexpr double kShrinkHours = 20;        // an hour of the day counts as much as the mean after 20 of it
constexpr double kCut = 2;                 // standard deviations above the mean that are still learnt
constexpr double kCutLeaves = 0.75;        // of the variance, where what is beyond the cut is cut
constexpr double kLeastDispersion = 0.02;  // nothing outside is as even as a Poisson's
constexpr std::size_t kFirstCounts = 24;   // so many say what is usual before the cut says what is a burst
constexpr double kLeastPerHour = 0.3;      // where nearly nothing comes, one post is no burst

double keep_over(double days, TimeUs step) { return std::exp(-static_cast<double>(step) / (days * kDay)); }

std::size_t hour_of_week(TimeUs at) {
  const auto hour = (at / kHourUs) % 168;
  return static_cast<std::size_t>(hour < 0 ? hour + 168 : hour);
}

double deviation(const Expected& e) { return std::sqrt(e.mean + e.dispersion * e.mean * e.mean); }

}  // namespace

Dispersion::Dispersion(TimeUs step) : keep_(keep_over(kDispersionDays, step)) {}

void Dispersion::learn(double count, double mean) {
  const double off = std::min(std::abs(count - mean), kCut * deviation({mean, value_}));
  const double seen = (off * off / kCutLeaves - mean) / (mean * mean);
  const double weight = (1 - keep_) * mean / (1 + mean);  // small counts say little
  value_ = std::max(kLeastDispersion, value_ + weight * (seen - value_));
}

Forecast::Forecast(TimeUs step)
    : step_(step),
      keep_level_(keep_over(kLevelDays, step)),
      keep_profile_(keep_over(kProfileDays, step)),
      dispersion_(step) {}

/// At first no less than the middle count: the mean is of counts that were cut, and would need days to reach a large
/// one.
double Forecast::level() const {
  const double mean = level_.count > 0 ? level_.sum / level_.count : 1;
  return first_.empty() ? mean : std::max(mean, first_[(first_.size() - 1) / 2]);
}

void Forecast::begin_with(double count) {
  first_.insert(std::upper_bound(first_.begin(), first_.end(), count), count);
  if (first_.size() < kFirstCounts) return;
  has_begun_ = true;
  first_ = {};
}

double Forecast::profile(TimeUs at) const {
  const double weight = kShrinkHours * kHour / static_cast<double>(step_);
  const std::size_t hour = hour_of_week(at);
  return week_[hour].shrunk_to(day_[hour % 24].shrunk_to(1, weight), weight);
}

Expected Forecast::expect(TimeUs at) const {
  const double least = kLeastPerHour * static_cast<double>(step_) / kHour;
  // A quiet hour is held against the mean: a handful of posts at night is no burst.
  return {std::max(least, level() * std::max(1.0, profile(at))), dispersion_.value()};
}

void Forecast::learn(TimeUs at, double count) {
  const Expected expected = expect(at);
  const double learnt = std::min(count, expected.mean + kCut * deviation(expected));
  const double usual = profile(at), relative = learnt / std::max(0.05, level());
  dispersion_.learn(count, expected.mean);
  level_.add(learnt / std::max(0.2, usual), keep_level_);
  const std::size_t hour = hour_of_week(at);
  day_[hour % 24].add(relative, keep_profile_);
  week_[hour].add(relative, keep_profile_);
  if (!has_begun_) begin_with(count);
}

}  // namespace resonanz::notice
