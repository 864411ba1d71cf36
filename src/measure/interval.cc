#include "measure/interval.h"

#include <algorithm>
#include <cmath>

namespace resonanz::measure {
namespace {
constexpr double kZ = 1.959963984540054;  // 97.5 % of a normal distribution

/// Of two shares of the same posts: what is one is not the other. -1 where there is no third, all of one kind included.
double correlation(double p, double q) {
  const double others = (1 - p) * (1 - q);
  return others > 0 ? -std::sqrt(p * q / others) : -1;
}

}  // namespace

Interval share_of(std::int64_t k, std::int64_t n) {
  if (n <= 0) return {0, 0, 1};
  const double count = static_cast<double>(n), p = static_cast<double>(k) / count, z2 = kZ * kZ / count;
  const double middle = (p + z2 / 2) / (1 + z2);
  const double half = kZ * std::sqrt(p * (1 - p) / count + z2 / (4 * count)) / (1 + z2);
  return {p, std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

Interval net_of(std::int64_t positive, std::int64_t negative, std::int64_t n) {
  if (n <= 0) return {0, -1, 1};
  const Interval p = share_of(positive, n), q = share_of(negative, n);
  const double net = p.value - q.value, together = correlation(p.value, q.value);
  const auto half = [&](double a, double b) { return std::sqrt(std::max(0.0, a * a - 2 * together * a * b + b * b)); };
  return {net, std::max(-1.0, net - half(p.value - p.low, q.high - q.value)),
          std::min(1.0, net + half(p.high - p.value, q.value - q.low))};
}

}  // namespace resonanz::measure
