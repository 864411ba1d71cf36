#include "measure/interval.h"

#include <algorithm>
#include <cmath>

namespace resonanz::measure {
namespace {
constexpr double kZ = 1.959963984540054;  // 97.5 % of a normal distribution
}

Interval share_of(std::int64_t k, std::int64_t n) {
  if (n <= 0) return {0, 0, 1};
  const double count = static_cast<double>(n), p = static_cast<double>(k) / count, z2 = kZ * kZ / count;
  const double middle = (p + z2 / 2) / (1 + z2);
  const double half = kZ * std::sqrt(p * (1 - p) / count + z2 / (4 * count)) / (1 + z2);
  return {p, std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

Interval net_of(std::int64_t positive, std::int64_t negative, std::int64_t n) {
  if (n <= 0) return {0, -1, 1};
  const double count = static_cast<double>(n);
  const double p = static_cast<double>(positive) / count, q = static_cast<double>(negative) / count;
  const double half = kZ * std::sqrt(std::max(0.0, p + q - (p - q) * (p - q)) / count);
  return {p - q, std::max(-1.0, p - q - half), std::min(1.0, p - q + half)};
}

}  // namespace resonanz::measure
