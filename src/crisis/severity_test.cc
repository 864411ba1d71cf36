#include "crisis/severity.h"

#include <gtest/gtest.h>

#include "crisis/words.h"

namespace resonanz::crisis {
namespace {

constexpr TimeUs kBegan = 100 * kHourUs;

Measured measured(double share, double hours) {
  Measured out;
  out.history = 2000;
  out.volume_share = share;
  out.lasted_to = 100 + static_cast<std::int64_t>(hours) - 1;
  return out;
}
Stated stated(Fact fact, const std::string& value) { return {fact, value, "", 1, 0}; }

TEST(Severity, IsTheSumOfFiveParts) {
  Measured m = measured(1, 80);
  m.media_posts = 1;
  const Severity most = severity_of(m, kBegan, {stated(Fact::failure, "product"), stated(Fact::press, "yes")});
  EXPECT_EQ(most.points, 10);
  EXPECT_EQ(most.max, 10);
  EXPECT_EQ(severity_of({}, kBegan, {}).points, 0);
}

TEST(Severity, VolumeCountsByItsShareOfOwnHistory) {
  const std::pair<double, int> cases[] = {{0.89, 0}, {0.9, 1}, {0.99, 2}, {0.998, 2}, {0.999, 3}, {1, 3}};
  for (const auto& [share, points] : cases)
    EXPECT_EQ(severity_of(measured(share, 1), kBegan, {}).points, points) << share;
}

TEST(Severity, DurationCountsAfterADay) {
  const std::pair<double, int> cases[] = {{1, 0}, {23, 0}, {24, 1}, {71, 1}, {72, 2}, {500, 2}};
  for (const auto& [hours, points] : cases)
    EXPECT_EQ(severity_of(measured(0, hours), kBegan, {}).points, points) << hours;
}

TEST(Severity, WhatIsTakenBackCountsNoMore) {
  EXPECT_EQ(severity_of({}, kBegan, {stated(Fact::failure, "")}).points, 0);
  EXPECT_EQ(severity_of({}, kBegan, {stated(Fact::injury, "yes")}).points, 0) << "it lifts the level, not the severity";
}

TEST(Severity, EveryPartNamesItsGround) {
  const Severity severity = severity_of(measured(0.9912, 26), kBegan, {});
  const Reader english{"en"}, german{"de"};
  EXPECT_EQ(ground(severity.parts[2], measured(0.9912, 26), {}, english),
            "Mentions in the busiest hour: 0; fewer had 99.1 % of the 2000 hours before.");
  EXPECT_EQ(ground(severity.parts[3], measured(0.9912, 26), {}, german),
            "26 Stunden bis zum Ende der letzten unüblichen Stunde, die nicht allein steht.");
  EXPECT_EQ(ground(severity.parts[4], {}, {}, english), "Not judged yet.");
  const Severity unknown = severity_of({}, kBegan, {});
  EXPECT_FALSE(unknown.parts[2].value) << "too little history says nothing";
  EXPECT_EQ(ground(unknown.parts[2], {}, {}, english), "Too little is known: 0 of 168 hours before the crisis.");
}

}  // namespace
}  // namespace resonanz::crisis
