#include "notice/detector.h"

#include <gtest/gtest.h>

#include <random>

#include "notice/series.h"

namespace resonanz::notice {
namespace {

constexpr TimeUs kMonday = 1'425'254'400 * kSecondUs;  // 2015-03-02

/// Counts with the rhythm of day and week, scattered wider than a Poisson's.
struct Stream {
  double next(TimeUs at) {
    const int hour = static_cast<int>(at / kHourUs % 24), day = static_cast<int>(at / kDayUs % 7);
    const double mean = level * (hour >= 8 && hour < 22 ? 1.6 : 0.2) * (day == 2 || day == 3 ? 0.6 : 1.2);
    std::gamma_distribution<double> wide(4, mean / 4);
    std::poisson_distribution<int> count(wide(random));
    return count(random);
  }
  double level = 50;
  std::mt19937_64 random{7};
};

int alarms_in(Detector& detector, Stream& stream, TimeUs& at, TimeUs step, TimeUs span) {
  int alarms = 0;
  for (const TimeUs end = at + span; at < end; at += step) alarms += detector.take(at, stream.next(at)).alarm;
  return alarms;
}

TEST(NegativeBinomial, SurpriseIsTheTail) {
  // By hand: mean 2, dispersion 0.5 (two of shape): P(0) = 1/4, P(1) = 1/4, so P(≥ 2) = 1/2, P(≥ 1) = 3/4.
  EXPECT_NEAR(surprise(2.0000001, {2, 0.5}), 0.30103, 1e-5);
  EXPECT_EQ(surprise(2, {2, 0.5}), 0);
  EXPECT_NEAR(surprise(3, {2, 0.5}), -std::log10(0.3125), 1e-9);  // less P(2) = 3/16
  EXPECT_EQ(surprise(1e9, {1, 0.02}), 300);
}

TEST(NegativeBinomial, OfLargeCountsOnlyTheRatioMatters) {
  for (double mean = 1e6; mean < 1e18; mean *= 10) {
    EXPECT_NEAR(surprise(1.5 * mean, {mean, 0.1}), surprise(1.5e5, {1e5, 0.1}), 1e-3) << mean;
    EXPECT_GT(surprise(60 * mean, {mean, 0.3}), 20) << mean;
  }
}

TEST(NegativeBinomial, TheIntervalHoldsItsShare) {
  const auto within = interval({2, 0.5}, 0.5);
  EXPECT_EQ(within.low, 0);   // P(0) = 0.25
  EXPECT_EQ(within.high, 3);  // P(≤ 2) = 0.6875, P(≤ 3) = 0.8125
  for (double mean = 0.05; mean < 1e6; mean *= 1.37) {
    const auto around = interval({mean, 0.3}, 0.95);
    EXPECT_LE(around.low, mean);
    EXPECT_GE(around.high, mean);
  }
}

TEST(Detector, NeverLooksAhead) {
  Stream stream;
  std::vector<double> counts;
  for (int i = 0; i < 4'000; ++i) counts.push_back(stream.next(kMonday + i * kHourUs) + (i % 997 == 500 ? 900 : 0));
  const auto scores_of = [&](std::size_t n) {
    Detector detector(kHourUs, Sensitivity::medium);
    std::vector<double> out;
    for (std::size_t i = 0; i < n; ++i)
      out.push_back(detector.take(kMonday + static_cast<TimeUs>(i) * kHourUs, counts[i]).score);
    return out;
  };
  const auto all = scores_of(counts.size());
  for (const std::size_t n : {1u, 24u, 400u, 501u, 502u, 1'900u, 3'999u})
    EXPECT_EQ(scores_of(n), std::vector(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(n)));
  EXPECT_GT(all[500], 0.5);
}

TEST(Detector, TheRhythmOfDayAndWeekIsNoBurst) {
  for (const TimeUs step : {5 * kMinuteUs, 15 * kMinuteUs, kHourUs, 3 * kHourUs})
    for (const double level : {0.5, 5.0, 50.0, 500.0}) {
      Detector detector(step, Sensitivity::medium);
      Stream stream;
      stream.level = level * static_cast<double>(step) / static_cast<double>(kHourUs);
      TimeUs at = kMonday;
      alarms_in(detector, stream, at, step, 14 * kDayUs);
      EXPECT_LE(alarms_in(detector, stream, at, step, 56 * kDayUs), 5)
          << "step " << step / kMinuteUs << " min, " << level << " an hour";
    }
}

TEST(Detector, ABurstIsHeardWithinTheHourAndOnce) {
  for (const TimeUs step : {5 * kMinuteUs, kHourUs})
    for (const double level : {2.0, 50.0, 500.0}) {
      Detector detector(step, Sensitivity::medium);
      Stream stream;
      stream.level = level * static_cast<double>(step) / static_cast<double>(kHourUs);
      TimeUs at = kMonday;
      alarms_in(detector, stream, at, step, 30 * kDayUs);
      at += 12 * kHourUs;
      stream.level *= 20;
      EXPECT_EQ(alarms_in(detector, stream, at, step, kHourUs), 1) << level;
      EXPECT_EQ(alarms_in(detector, stream, at, step, 6 * kHourUs), 0) << level;
    }
}

TEST(Detector, LookingChangesNothing) {
  Detector looked(kHourUs, Sensitivity::medium), not_looked = looked;
  Stream stream;
  for (TimeUs at = kMonday; at < kMonday + 10 * kDayUs; at += kHourUs) {
    const double count = stream.next(at);
    (void)looked.look(at, 9 * count);
    EXPECT_EQ(looked.look(at, count).score, not_looked.take(at, count).score);
    looked.take(at, count);
  }
}

/// Counts are large from the first on: what scatters a little is no burst, what is far above is one.
TEST(Detector, ALargeLevelIsKnownAfterADay) {
  for (const TimeUs step : {5 * kMinuteUs, kHourUs, kDayUs})
    for (const double level : {100.0, 1e4, 1e6, 1e9, 1e12})
      for (const double scatter : {0.0, 0.1, 0.3}) {
        Detector detector(step, Sensitivity::medium);
        std::mt19937_64 random{11};
        std::uniform_real_distribution<double> around(1 - scatter, 1 + scatter);
        TimeUs at = kMonday;
        int alarms = 0;
        for (int i = 0; i < 400; ++i, at += step) alarms += detector.take(at, std::floor(level * around(random))).alarm;
        EXPECT_EQ(alarms, 0) << level << " ± " << scatter << ", step " << step / kMinuteUs << " min";
        if (step == kHourUs) EXPECT_TRUE(detector.take(at, 60 * level).alarm) << level;
      }
}

/// A first count unlike all others is not what is usual.
TEST(Detector, AStrangeFirstCountIsForgotten) {
  for (const double first : {0.0, 1e6}) {
    Detector detector(kHourUs, Sensitivity::medium);
    TimeUs at = kMonday;
    detector.take(at, first);
    for (int i = 0; i < 100; ++i) EXPECT_FALSE(detector.take(at += kHourUs, 1'000).alarm) << first;
    EXPECT_TRUE(detector.take(at += kHourUs, 20'000).alarm) << first;
  }
}

TEST(Detector, AMoreSensitiveOneHearsMore) {
  int heard[3] = {};
  for (const auto sensitivity : {Sensitivity::low, Sensitivity::medium, Sensitivity::high}) {
    Detector detector(kHourUs, sensitivity);
    Stream stream;
    TimeUs at = kMonday;
    for (int week = 0; week < 20; ++week) {
      alarms_in(detector, stream, at, kHourUs, 6 * kDayUs);
      Stream burst = stream;
      burst.level *= 2 + week % 5;
      heard[static_cast<int>(sensitivity)] += alarms_in(detector, burst, at, kHourUs, kDayUs);
    }
  }
  EXPECT_LT(heard[0], heard[1]);
  EXPECT_LT(heard[1], heard[2]);
}

TEST(Detector, StrangeCountsBreakNothing) {
  for (const double count : {0.0, 1e15, 0.001}) {
    Detector detector(kMinuteUs, Sensitivity::high);
    for (TimeUs at = 0; at < 40 * kHourUs; at += kMinuteUs) {
      const double score = detector.take(at, count).score;
      EXPECT_TRUE(score >= 0 && score <= 1);
    }
    EXPECT_GE(detector.take(400 * kDayUs, count).score, 0);  // after a gap of a year
  }
}

TEST(Series, ReadsWhatTheBenchmarkWrites) {
  const auto series = read_series("timestamp,value\r\n2015-02-26 21:42:53,104\r\n2015-02-26 21:47:53,100\r\n");
  ASSERT_TRUE(series);
  ASSERT_EQ(series->size(), 2u);
  EXPECT_EQ(series->front().value, 104);
  EXPECT_EQ(*step_of(*series), 5 * kMinuteUs);
}

TEST(Series, TheStepIsThatOfTheFirstDay) {
  std::string csv;
  for (int day = 1; day < 7; ++day) csv += fmt::format("2026-03-0{},1\n", day);
  for (int i = 0; i < 9; ++i) csv += fmt::format("2026-03-07 00:{:02}:00,1\n", 5 * i);
  EXPECT_EQ(*step_of(*read_series(csv)), kDayUs);
  EXPECT_EQ(*step_of(*read_series("2026-03-01,1\n2026-03-01,1\n2026-03-03,1\n2026-03-03 01:00:00,1\n")), 2 * kDayUs);
}

TEST(Series, OtherIsoTimesGapsAndNoHeader) {
  const auto series = read_series("2015-02-26T21:00:00Z;1\n2015-02-27T00:00:00+02:00;2.5\n2015-03-01 00:00:00.5;3\n");
  ASSERT_TRUE(series);
  EXPECT_EQ((*series)[1].at - (*series)[0].at, kHourUs);
  EXPECT_EQ((*series)[1].value, 2.5);
}

TEST(Series, ABrokenLineIsNamed) {
  const std::pair<const char*, const char*> bad[] = {
      {"2015-02-26 21:00:00,1\n2015-02-26 20:00:00,1\n", "line 2: 2015-02-26 20:00:00 is before"},
      {"timestamp,value\n2015-02-26,x\n", "line 2: \"x\" is not a number"},
      {"timestamp,value\n2015-02-26,-1\n", "not a number from 0"},
      {"timestamp,value\n2015-02-26,nan\n", "not a number from 0"},
      {"timestamp,value\n2015-13-26,1\n", "is not a time"},
      {"timestamp,value\n2015-02-26\n", "line 2: 1 cells"},
      {"timestamp,value\n", "no rows"},
      {"", "no rows"}};
  for (const auto& [text, why] : bad) {
    const auto series = read_series(text);
    ASSERT_FALSE(series) << text;
    EXPECT_EQ(series.error().code, Errc::csv);
    EXPECT_NE(series.error().detail.find(why), std::string::npos) << series.error().detail;
  }
}

}  // namespace
}  // namespace resonanz::notice
