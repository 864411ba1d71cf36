#include "notice/judge.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>

namespace resonanz::notice {
namespace {

class VolumeJudge : public Judge {
 public:
  explicit VolumeJudge(Sensitivity sensitivity) : detector_(kHourUs, sensitivity) {}

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

/// Both must be exceeded: surprise of the hour's negatives (-log10 p), and z of their share in three hours.
struct Limits {
  double surprise, z;
};
constexpr std::array<Limits, 3> kLimits{{{5, 4}, {4, 3}, {3, 2.5}}};
constexpr int kWarmUpHours = 72, kShareHours = 3;
constexpr double kShareKeep = 1 - 1.0 / (28 * 24);  // the usual share is that of four weeks

/// A campaign makes many posts and no greater share; a quiet night makes a great share of few. Both together are
/// rare unless something burns (governance: alarm rules compared).
class NegativeJudge : public Judge {
 public:
  explicit NegativeJudge(Sensitivity sensitivity)
      : limits_(kLimits[static_cast<std::size_t>(sensitivity)]), forecast_(kHourUs) {}

  Verdict look(const HourCount& hour) const override {
    Verdict out{false, hour.negative, forecast_.expect(hour.hour * kHourUs), hours_};
    double all = hour.mentions, negative = hour.negative;
    for (const HourCount& before : recent_) all += before.mentions, negative += before.negative;
    out.usual_share = (negative_ + 1) / (mentions_ + 4);  // a quarter, until something is known
    out.share = all > 0 ? negative / all : 0;
    const double deviation = std::sqrt(all * out.usual_share * (1 - out.usual_share));
    out.z = deviation > 0 ? (negative - all * out.usual_share) / deviation : 0;
    out.alarm =
        hours_ >= kWarmUpHours && surprise(hour.negative, out.expected) >= limits_.surprise && out.z > limits_.z;
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
    mentions_ = mentions_ * kShareKeep + past.mentions;
    negative_ = negative_ * kShareKeep + past.negative;
    return out;
  }

 private:
  Limits limits_;
  Forecast forecast_;
  std::deque<HourCount> recent_;
  double mentions_ = 0, negative_ = 0;
  int hours_ = 0;
};

}  // namespace

std::unique_ptr<Judge> Judge::of(const Rule& rule) {
  if (rule.kind == Rule::Kind::negative) return std::make_unique<NegativeJudge>(rule.sensitivity);
  return std::make_unique<VolumeJudge>(rule.sensitivity);
}

}  // namespace resonanz::notice
