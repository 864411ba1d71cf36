#include "measure/interval.h"

#include <gtest/gtest.h>

namespace resonanz::measure {
namespace {

// Wilson's interval as published tables have it: 8 of 10.
TEST(Interval, OfAShareIsWilsons) {
  const Interval share = share_of(8, 10);
  EXPECT_DOUBLE_EQ(share.value, 0.8);
  EXPECT_NEAR(share.low, 0.4902, 5e-5);
  EXPECT_NEAR(share.high, 0.9433, 5e-5);
  EXPECT_NEAR(share_of(0, 10).high, 0.2775, 5e-5);
  EXPECT_EQ(share_of(0, 10).low, 0);
  EXPECT_EQ(share_of(0, 0).high, 1);
}

// governance.md 6.2: 25 points are ± 21 at n = 50.
TEST(Interval, OfANetScoreNarrowsWithTheCases) {
  const Interval few = net_of(25, 12, 50);
  EXPECT_NEAR(few.value, 0.26, 1e-9);
  EXPECT_NEAR((few.high - few.low) / 2, 0.22, 0.01);
  const Interval many = net_of(2500, 1200, 5000);
  EXPECT_NEAR((few.high - few.low) / (many.high - many.low), 10, 0.5);
  EXPECT_EQ(net_of(0, 0, 0).low, -1);
}

TEST(Interval, OfANetScoreHasAWidthWhateverTheCounts) {
  for (std::int64_t n = 1; n <= 40; ++n)
    for (std::int64_t positive = 0; positive <= n; ++positive)
      for (std::int64_t negative = 0; positive + negative <= n; ++negative) {
        const Interval net = net_of(positive, negative, n);
        EXPECT_LT(net.low, net.high - 0.05);
        EXPECT_LE(net.low, net.value);
        EXPECT_GE(net.high, net.value);
        EXPECT_GE(net.low, -1);
        EXPECT_LE(net.high, 1);
      }
  EXPECT_LT(net_of(0, 0, 1).low, -0.5) << "one neutral post says next to nothing";
  EXPECT_NEAR(net_of(40, 0, 40).low, 2 * share_of(40, 40).low - 1, 1e-9) << "no third kind: as the share";
}

}  // namespace
}  // namespace resonanz::measure
