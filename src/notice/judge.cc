#include "notice/judge.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>

namespace resonanz::notice {
namespace {

/// What -log10 p of an hour must reach: one in ten thousand hours is about one false alarm a year.
constexpr std::array kLeastSurprise{5.0, 4.0, 3.0};

constexpr double kLeastMean = 0.3;  // a query that finds a few a day has its bursts too

class VolumeJudge : public Judge {
 public:
  explicit VolumeJudge(Sensitivity sensitivity)
      : detector_(kHourUs, sensitivity, {kLeastSurprise[static_cast<std::size_t>(sensitivity)], kLeastMean}) {}

  Verdict look(const HourCount& hour) const override {
    return verdict(detector_.look(hour.hour * kHourUs, hour.mentions));
  }
  Verdict take(const HourCount& hour) override {
    const Verdict out = verdict(detector_.take(hour.hour * kHourUs, hour.mentions));
    ++hours_;
    return out;
  }

 private:
  Verdict verdict(const Reading& reading) const { return {reading.alarm, reading.count, reading.expected, hours_}; }

  Detector detector_;
  int hours_ = 0;
};

/// And z of the share of negatives in three hours, which must be exceeded too.
constexpr std::array kLeastZ{4.0, 3.0, 2.5};
constexpr int kWarmUpHours = 72, kShareHours = 3;
constexpr double kShareKeep = 1 - 1.0 / (28 * 24);  // the usual share is that of four weeks

/// A campaign makes many posts and no greater share; a quiet night makes a great share of few. Both together are
/// rare unless something burns (governance: alarm rules compared).
class NegativeJudge : public Judge {
 public:
  explicit NegativeJudge(Sensitivity sensitivity)
      : least_(kLeastSurprise[static_cast<std::size_t>(sensitivity)]),
        least_z_(kLeastZ[static_cast<std::size_t>(sensitivity)]),
        forecast_(kHourUs) {}

  Verdict look(const HourCount& hour) const override {
    Verdict out{false, hour.negative, forecast_.expect(hour.hour * kHourUs), hours_};
    double all = hour.judged, negative = hour.negative;
    for (const HourCount& before : recent_) all += before.judged, negative += before.negative;
    out.usual_share = (negative_ + 1) / (judged_ + 4);  // a quarter, until something is known
    out.share = all > 0 ? negative / all : 0;
    const double deviation = std::sqrt(all * out.usual_share * (1 - out.usual_share));
    out.z = deviation > 0 ? (negative - all * out.usual_share) / deviation : 0;
    out.alarm = hours_ >= kWarmUpHours && surprise(hour.negative, out.expected) >= least_ && out.z > least_z_;
    return out;
  }

  Verdict take(const HourCount& hour) override {
    const Verdict out = look(hour);
    ++hours_;
    forecast_.learn(hour.hour * kHourUs, hour.negative);
    recent_.push_back(hour);
    if (recent_.size() < kShareHours) return out;
    // Only what is no longer judged is learnt as usual.
    const HourCount past = recent_.front();
    recent_.pop_front();
    judged_ = judged_ * kShareKeep + past.judged;
    negative_ = negative_ * kShareKeep + past.negative;
    return out;
  }

 private:
  double least_, least_z_;
  Forecast forecast_;
  std::deque<HourCount> recent_;
  double judged_ = 0, negative_ = 0;
  int hours_ = 0;
};

}  // namespace

std::unique_ptr<Judge> Judge::of(const Rule& rule) {
  if (rule.kind == Rule::Kind::negative) return std::make_unique<NegativeJudge>(rule.sensitivity);
  return std::make_unique<VolumeJudge>(rule.sensitivity);
}

}  // namespace resonanz::notice
