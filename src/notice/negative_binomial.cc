#include "notice/negative_binomial.h"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>

namespace resonanz::notice {
namespace {

constexpr double kMost = 300;  // beyond the range of double

/// Errors of the numeric library (underflow among them) become its best value.
using Quiet =
    boost::math::policies::policy<boost::math::policies::domain_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::evaluation_error<boost::math::policies::ignore_error>>;

// From here on a count scatters as its mean does, and only their ratio counts: larger ones the library cannot integrate.
constexpr double kLargeMean = 1e6;

/// P(count ≥ at_least).
double tail(double at_least, const Expected& expected) {
  if (at_least <= 0) return 1;
  const double shape = 1 / expected.dispersion, scale = std::max(1.0, expected.mean / kLargeMean);
  const double mean = expected.mean / scale;
  return boost::math::ibeta(at_least / scale, shape, mean / (shape + mean), Quiet());
}

/// The least count that is not exceeded with this probability.
double quantile(double p, const Expected& expected) {
  double low = -1, high = std::max(1.0, std::ceil(2 * expected.mean));
  while (tail(high + 1, expected) > 1 - p) low = high, high *= 2;
  while (high - low > 1) {
    const double middle = std::floor((low + high) / 2);
    (tail(middle + 1, expected) > 1 - p ? low : high) = middle;
  }
  return high;
}

}  // namespace

double surprise(double count, const Expected& expected) {
  if (count <= expected.mean) return 0;
  const double p = tail(count, expected);
  return p > 0 ? std::clamp(-std::log10(p), 0.0, kMost) : kMost;
}

Interval interval(const Expected& expected, double share) {
  return {quantile((1 - share) / 2, expected), quantile((1 + share) / 2, expected)};
}

}  // namespace resonanz::notice
