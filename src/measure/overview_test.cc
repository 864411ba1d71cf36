#include "measure/overview.h"

#include <gtest/gtest.h>

namespace resonanz::measure {
namespace {

TEST(UsualBand, NeedsThreeEarlierWeeksAndFollowsTheHourOfTheWeek) {
  std::vector<std::int64_t> counts(7 * 24 * 5, 0);
  for (std::size_t hour = 0; hour < counts.size(); ++hour) counts[hour] = hour % 24 == 12 ? 10 : 2;
  const auto points = with_band(counts, 7 * 24, 0);
  ASSERT_EQ(points.size(), 7u * 24u);
  ASSERT_TRUE(points[12].usual_high.has_value());
  EXPECT_GT(*points[12].usual_high, *points[3].usual_high);
  EXPECT_LE(*points[3].usual_low, 2.0);
  counts.resize(7 * 24 * 2, 2);
  for (const auto& point : with_band(counts, 7 * 24, 0)) EXPECT_FALSE(point.usual_high.has_value());
}

TEST(Period, AWholeStepIsNotRoundedUp) {
  const TimeUs nine = 21 * kHourUs, midnight = 20'000 * kDayUs;
  EXPECT_EQ(period_of({{}, midnight + nine, 1}).end(), midnight + nine);
  EXPECT_EQ(period_of({{}, midnight + nine + 1, 1}).end(), midnight + nine + kHourUs);
  EXPECT_EQ(period_of({{}, midnight, 60}).end(), midnight);
  EXPECT_EQ(period_of({{}, midnight + 1, 60}).end(), midnight + kDayUs);
  const Period later = period_of({{}, midnight, 7}), earlier = period_of({{}, later.begin(), 7});
  EXPECT_EQ(earlier.end(), later.begin());
}

}  // namespace
}  // namespace resonanz::measure
