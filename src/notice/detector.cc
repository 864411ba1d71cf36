#include "notice/detector.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace resonanz::notice {
namespace {

// What raises an alarm: so many yardsticks. Chosen on the series of models/RESULTS-bursts.md.
constexpr std::array kThresholds{1.0, 0.75, 0.67};
constexpr std::array<std::string_view, 3> kNames{"low", "medium", "high"};

constexpr TimeUs kWarmUp = kDayUs, kHoldOff = kDayUs;
constexpr std::size_t kPeakDays = 28;
constexpr double kPriorDays = 5, kPriorPeak = 8;  // what is known of the days of any series
constexpr double kLeastYardstick = 3;             // one hour in a thousand is no burst, however even the series

}  // namespace

std::optional<Sensitivity> parse_sensitivity(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Sensitivity>(found - kNames.begin());
}

std::string_view name_of(Sensitivity sensitivity) { return kNames[static_cast<std::size_t>(sensitivity)]; }

Detector::Detector(TimeUs step, Sensitivity sensitivity, Caution caution)
    : step_(step),
      threshold_(kThresholds[static_cast<std::size_t>(sensitivity)]),
      caution_(caution),
      forecast_(step),
      dispersion_(step) {}

double Detector::yardstick() const {
  const double sum = std::accumulate(peaks_.begin(), peaks_.end(), kPriorDays * kPriorPeak);
  return std::max(kLeastYardstick, sum / (kPriorDays + static_cast<double>(peaks_.size())));
}

Reading Detector::judge(TimeUs at, double count, double* surprised) const {
  Reading out{0, false, count, {forecast_.expect(at).mean, dispersion_.value()}};
  for (const Seen& seen : window_) {
    if (seen.at + kHourUs <= at) continue;
    out.count += seen.count;
    out.expected.mean += seen.mean;
  }
  out.expected.mean = std::max(out.expected.mean, caution_.least_mean);
  *surprised = surprise(out.count, out.expected);
  const bool warm = first_ && at - *first_ >= kWarmUp;
  const bool held = last_alarm_ && at - *last_alarm_ < kHoldOff;
  if (!warm || held) return out;
  out.score = std::min(1.0, *surprised / yardstick() / threshold_);
  out.alarm = out.score >= 1 && *surprised >= caution_.least_surprise;
  return out;
}

Reading Detector::look(TimeUs at, double count) const {
  double ignored = 0;
  return judge(at, count, &ignored);
}

void Detector::end_days(TimeUs at) {
  if (!day_began_) day_began_ = at;
  if (at - *day_began_ < kDayUs) return;
  peaks_.push_back(std::exchange(peak_, 0));
  if (peaks_.size() > kPeakDays) peaks_.pop_front();
  day_began_ = at - (at - *day_began_) % kDayUs;
}

Reading Detector::take(TimeUs at, double count) {
  if (!first_) first_ = at;
  end_days(at);
  double surprised = 0;
  const Reading out = judge(at, count, &surprised);
  if (out.alarm) last_alarm_ = at;
  peak_ = std::max(peak_, surprised);
  dispersion_.learn(out.count, out.expected.mean);
  window_.push_back({at, count, forecast_.expect(at).mean});
  while (window_.front().at + kHourUs <= at) window_.pop_front();
  forecast_.learn(at, count);
  return out;
}

}  // namespace resonanz::notice
