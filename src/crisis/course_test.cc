#include "crisis/course.h"

#include <gtest/gtest.h>

namespace resonanz::crisis {
namespace {

constexpr std::int64_t kBegan = 1000, kDay = 24;

/// Six weeks with a rhythm of the day, then a crisis of ten hours, then as before.
std::vector<notice::HourCount> hours(std::int64_t until) {
  std::vector<notice::HourCount> out;
  for (std::int64_t hour = 0; hour <= until; ++hour) {
    const bool day = hour % kDay >= 8 && hour % kDay < 20, burns = hour >= kBegan && hour < kBegan + 10;
    const double mentions = (day ? 6 : 1) + static_cast<double>(hour % 3) + (burns ? 40 : 0);
    out.push_back({hour, mentions, burns ? 30.0 : 1.0});
  }
  return out;
}
Measured at(std::int64_t hour, const Measured& before = {}) {
  return measure_course(follow_hours(hours(hour), kBegan, kBegan, {}), kBegan, before);
}

TEST(Course, SaysWhatIsUnusual) {
  const Measured m = at(kBegan + 2);
  EXPECT_EQ(m.last_unusual, kBegan + 2) << "the running hour too";
  EXPECT_EQ(m.quiet_hours, 0);
  EXPECT_EQ(m.volume_share, 1.0);
  EXPECT_GT(static_cast<double>(m.peak), *m.peak_usual);
  EXPECT_EQ(m.history, kBegan);
}

TEST(Course, CountsUsualWholeHoursInARow) {
  EXPECT_EQ(at(kBegan + 10).quiet_hours, 0) << "the running hour is not over";
  EXPECT_EQ(at(kBegan + 11).quiet_hours, 1);
  EXPECT_EQ(at(kBegan + 30).quiet_hours, 20);
  EXPECT_EQ(at(kBegan + 30).hours(kBegan * kHourUs), 10);
}

TEST(Course, AnUnusualHourThatStandsAloneDoesNotProlongIt) {
  auto all = hours(kBegan + 60);
  const auto with = [&](std::initializer_list<std::int64_t> later) {
    auto some = all;
    for (const std::int64_t hour : later) some[static_cast<std::size_t>(kBegan + hour)].mentions += 40;
    return measure_course(follow_hours(some, kBegan, kBegan, {}), kBegan, {});
  };
  EXPECT_EQ(with({50}).hours(kBegan * kHourUs), 10);
  EXPECT_EQ(with({50}).last_unusual, kBegan + 50) << "closing waits all the same";
  EXPECT_EQ(with({48, 50}).hours(kBegan * kHourUs), 51) << "two are a second wave";
  EXPECT_EQ(with({21}).hours(kBegan * kHourUs), 22) << "it was not quiet yet";
}

TEST(Course, ALongCrisisDoesNotBecomeUsual) {
  auto all = hours(kBegan + 24 * 14);
  for (auto& hour : all)
    if (hour.hour >= kBegan) hour.mentions += 40;
  const Course course = follow_hours(all, kBegan, kBegan, {});
  for (const HourSeen& hour : course.hours) EXPECT_TRUE(hour.unusual) << hour.hour;
  const std::vector<Hours> earlier{{0, 799}};
  EXPECT_EQ(follow_hours(all, kBegan, kBegan, earlier).ordinary.size(), 200u) << "nor do earlier ones";
}

TEST(Course, NeverLooksAhead) {
  const Course whole = follow_hours(hours(kBegan + 40), kBegan, 900, {});
  for (const std::int64_t until : {kBegan - 1, kBegan + 3, kBegan + 20}) {
    const Course part = follow_hours(hours(until), kBegan, 900, {});
    for (std::size_t i = 0; i < part.hours.size(); ++i) {
      EXPECT_EQ(part.hours[i].unusual, whole.hours[i].unusual);
      EXPECT_EQ(part.hours[i].usual->high, whole.hours[i].usual->high);
    }
  }
}

TEST(Course, WithoutHistoryItSaysNothing) {
  std::vector<notice::HourCount> few{{kBegan, 50, 40}, {kBegan + 1, 50, 40}};
  const Measured m = measure_course(follow_hours(few, kBegan, kBegan, {}), kBegan, {});
  EXPECT_FALSE(m.volume_share);
  EXPECT_EQ(m.quiet_hours, 0);
  EXPECT_FALSE(m.last_unusual);
  EXPECT_EQ(m.peak, 50);
}

TEST(Course, APeakStaysWhenItsPostsAreGone) {
  const Measured before = at(kBegan + 5);
  auto gone = hours(kBegan + 12);
  for (auto& hour : gone)
    if (hour.hour >= kBegan) hour.mentions = 0;
  const Measured after = measure_course(follow_hours(gone, kBegan, kBegan, {}), kBegan, before);
  EXPECT_EQ(after.peak, before.peak);
  EXPECT_EQ(after.last_unusual, std::max(*before.last_unusual, *after.last_unusual));
}

TEST(Course, ARoomByHandBeginsWhereItBecameUnusual) {
  EXPECT_EQ(first_unusual(follow_hours(hours(kBegan + 4), kBegan + 4 - 24, kBegan + 4 - 24, {}), kBegan + 4), kBegan);
  EXPECT_EQ(first_unusual(follow_hours(hours(kBegan - 5), kBegan - 29, kBegan - 29, {}), kBegan - 5), kBegan - 5);
}

}  // namespace
}  // namespace resonanz::crisis
