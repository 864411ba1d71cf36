#pragma once
// Counts that scatter wider than a Poisson's: mean m, variance m + dispersion·m². Pure functions, thread-safe.

namespace resonanz::notice {

struct Expected {
  double mean = 0;        ///< > 0
  double dispersion = 1;  ///< > 0
};

/// How unlikely a count of at least this many is: -log10 of the probability, 0 to 300. A count that is not above the
/// mean surprises nobody: 0.
double surprise(double count, const Expected& expected);

/// The counts within which this share of all lies (0.95: all but 2.5 % on each side).
struct Interval {
  double low = 0, high = 0;
};
Interval interval(const Expected& expected, double share);

}  // namespace resonanz::notice
