#pragma once
// Shares and net scores with the range that the number of cases leaves open, at 95 %.

#include <cstdint>

namespace resonanz::measure {

struct Interval {
  double value = 0, low = 0, high = 0;
};

/// A share k / n by Wilson, 1927; all of 0 to 1 is possible where n is 0.
Interval share_of(std::int64_t k, std::int64_t n);

/// (positive - negative) / n, of -1 to 1, from Wilson's limits of both shares and how they hang together (Newcombe,
/// Statistics in Medicine 17, 1998, 2635–2650, method 10 without its correction): holds for few and for extreme counts
/// and always has a width. Nothing is known where n is 0.
Interval net_of(std::int64_t positive, std::int64_t negative, std::int64_t n);

}  // namespace resonanz::measure
