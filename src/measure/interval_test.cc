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
  EXPECT_NEAR(few.high - few.value, 0.2274, 5e-4);
  const Interval many = net_of(2500, 1200, 5000);
  EXPECT_NEAR((few.high - few.low) / (many.high - many.low), 10, 1e-6);
  EXPECT_EQ(net_of(0, 0, 0).low, -1);
}

}  // namespace
}  // namespace resonanz::measure
