#pragma once
// Says of each count, as it comes, how near it is to an alarm: 0..1. It sees nothing of the future,
// and what it says of a count depends on the counts before alone.

#include <deque>
#include <optional>
#include <string_view>

#include "notice/forecast.h"

namespace resonanz::notice {

enum class Sensitivity { low, medium, high };
std::optional<Sensitivity> parse_sensitivity(std::string_view name);
std::string_view name_of(Sensitivity sensitivity);

struct Reading {
  double score = 0;  ///< 1: an alarm; 0 while nothing is new: within the hold-off, and in the first day
  bool alarm = false;
  double count = 0;   ///< of the last hour (of the step where that is longer)
  Expected expected;  ///< of the same
};

/// How surprising the last hour is, measured by how surprising the most surprising hours of the last four weeks' days
/// were: a series that bursts daily has to burst more. After an alarm it holds off for a day. Not thread-safe.
class Detector {
 public:
  /// What must hold besides, where it is known what the counts are.
  struct Caution {
    double least_surprise = 0;  ///< of an alarm's hour, -log10 p
    double least_mean = 1;      ///< of an hour: where less is usual, this is expected
  };
  Detector(TimeUs step, Sensitivity sensitivity, Caution caution);
  Detector(TimeUs step, Sensitivity sensitivity) : Detector(step, sensitivity, Caution{}) {}

  /// What take() would say, without learning: a count may be looked at while its step runs.
  Reading look(TimeUs at, double count) const;
  /// `at` never goes back.
  Reading take(TimeUs at, double count);

 private:
  struct Seen {
    TimeUs at;
    double count, mean;
  };
  Reading judge(TimeUs at, double count, double* surprise) const;
  double yardstick() const;
  void end_days(TimeUs at);

  TimeUs step_;
  double threshold_;
  Caution caution_;
  Forecast forecast_;
  Dispersion dispersion_;  ///< of the window's counts
  std::deque<Seen> window_;
  std::deque<double> peaks_;  ///< the greatest surprise of each of the last days
  double peak_ = 0;           ///< of the running day
  std::optional<TimeUs> first_, day_began_, last_alarm_;
};

}  // namespace resonanz::notice
