#pragma once
// What is usual at an hour of the week, learnt from counts as they come: a slow level times a profile of the day and
// the week. Bursts are cut before they are learnt, and so a burst does not become what is usual.

#include <array>
#include <vector>

#include "base/time.h"
#include "notice/negative_binomial.h"

namespace resonanz::notice {

/// How widely counts scatter around what was expected of them; forgets over a week.
class Dispersion {
 public:
  explicit Dispersion(TimeUs step);
  void learn(double count, double mean);
  double value() const { return value_; }

 private:
  double keep_;
  double value_ = 0.3;
};

/// Not thread-safe; a copy is cheap (3 KB).
class Forecast {
 public:
  explicit Forecast(TimeUs step);

  /// Of the step that begins at `at`.
  Expected expect(TimeUs at) const;
  void learn(TimeUs at, double count);

 private:
  /// A forgetting mean that begins as `weight` observations of something else.
  struct Mean {
    double sum = 0, count = 0;
    void add(double value, double keep) { sum = sum * keep + value, count = count * keep + 1; }
    double shrunk_to(double other, double weight) const { return (sum + weight * other) / (count + weight); }
  };

  double level() const;
  void begin_with(double count);
  double profile(TimeUs at) const;

  TimeUs step_;
  double keep_level_, keep_profile_;
  Mean level_;
  std::vector<double> first_;  ///< counts, sorted, until there are enough
  bool has_begun_ = false;     ///< there were
  std::array<Mean, 24> day_;
  std::array<Mean, 168> week_;
  Dispersion dispersion_;
};

}  // namespace resonanz::notice
