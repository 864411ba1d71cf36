#include "crisis/level.h"

#include <gtest/gtest.h>

namespace resonanz::crisis {
namespace {

Facts facts(Fact fact) { return {{fact, "yes", "", 1, 0}}; }

TEST(Level, FollowsSeverity) {
  const int levels[] = {1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 4};
  for (int severity = 0; severity <= 10; ++severity) EXPECT_EQ(derive_level(severity, {}).level, levels[severity]);
}

TEST(Level, IsLiftedByWhatAPersonStates) {
  EXPECT_EQ(derive_level(0, facts(Fact::journalist)).level, 2);
  EXPECT_EQ(derive_level(0, facts(Fact::product_harm)).level, 3);
  EXPECT_EQ(derive_level(0, facts(Fact::injury)).level, 4);
  EXPECT_EQ(*derive_level(0, facts(Fact::injury)).because, Fact::injury);
  EXPECT_EQ(derive_level(9, facts(Fact::journalist)).level, 4) << "it never lowers";
  EXPECT_FALSE(derive_level(9, facts(Fact::journalist)).because);
}

TEST(Level, ASetOneStandsUntilItIsOvertaken) {
  const SetLevel lower{1, 1, "we know it", 2}, higher{4, 1, "to be safe", 2};
  EXPECT_FALSE(is_overtaken(lower, {2, {}}));
  EXPECT_TRUE(is_overtaken(lower, {3, {}})) << "it is worse than what was known then";
  EXPECT_FALSE(is_overtaken(higher, {3, {}})) << "it is high enough";
}

TEST(Level, EachAsksForItsClocks) {
  EXPECT_EQ(limits_of(1).size(), 1u);
  EXPECT_EQ(limits_of(2).back().kind, ClockKind::answer);
  EXPECT_EQ(limits_of(3).back().minutes, 120);
  EXPECT_EQ(limits_of(4).back().minutes, 60);
}

TEST(Level, AHigherOneNeverGivesMoreTime) {
  Clock running;
  running.started_at = 0, running.due_at = 120 * kMinuteUs;
  const Limit statement{ClockKind::statement, 60};
  EXPECT_EQ(due_of(statement, 30 * kMinuteUs, &running), 90 * kMinuteUs);
  EXPECT_EQ(due_of(statement, 100 * kMinuteUs, &running), 120 * kMinuteUs);
  EXPECT_EQ(due_of(statement, 100 * kMinuteUs, nullptr), 160 * kMinuteUs);
}

TEST(Level, AClockIsNearInItsLastQuarterAndMissedAfterIt) {
  Clock clock;
  clock.started_at = 0, clock.due_at = 60 * kMinuteUs;
  EXPECT_FALSE(clock.near(44 * kMinuteUs));
  EXPECT_TRUE(clock.near(45 * kMinuteUs));
  EXPECT_FALSE(clock.missed(60 * kMinuteUs));
  EXPECT_TRUE(clock.missed(60 * kMinuteUs + 1));
  clock.met_at = 50 * kMinuteUs;
  EXPECT_FALSE(clock.missed(90 * kMinuteUs));
  clock.met_at = 70 * kMinuteUs;
  EXPECT_TRUE(clock.missed(90 * kMinuteUs)) << "met, but too late";
}

}  // namespace
}  // namespace resonanz::crisis
