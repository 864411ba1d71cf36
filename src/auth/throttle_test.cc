#include "auth/throttle.h"

#include <gtest/gtest.h>

#include "specs/settings.h"

namespace resonanz::auth {
namespace {

struct Throttle : testing::Test {
  host::ManualClock clock{*parse_rfc3339("2026-11-23T09:00:00Z")};
  LoginThrottle throttle{clock};

  void fail_often(const Attempt& attempt, std::int64_t times) {
    for (std::int64_t i = 0; i < times; ++i) throttle.failed(attempt);
  }
};

TEST_F(Throttle, AStrangerMayTryANameTenTimesAWindow) {
  const Attempt guess{"mira", "10.0.0.1", ""};
  fail_often(guess, settings::kAuthLoginAttempts);
  const auto refused = throttle.allow(guess);
  EXPECT_EQ(refused.error().code, Errc::rate);
  EXPECT_EQ(refused.error().retry_after_s, settings::kAuthLoginWindow + 1);
  EXPECT_TRUE(throttle.allow({"tom", "10.0.0.1", ""}).ok());
  clock.advance((settings::kAuthLoginWindow + 1) * kSecondUs);
  EXPECT_TRUE(throttle.allow(guess).ok());
}

TEST_F(Throttle, ManyNamesFromOneNetworkAreSlowedDownToo) {
  for (std::int64_t i = 0; i < settings::kAuthNetworkAttempts; ++i)
    throttle.failed({"name" + std::to_string(i), "10.0.0.1", ""});
  EXPECT_EQ(throttle.allow({"mira", "10.0.0.1", ""}).error().code, Errc::rate);
  EXPECT_TRUE(throttle.allow({"mira", "10.0.0.2", ""}).ok());
}

TEST_F(Throttle, ManyNetworksCannotGuessOneNameForever) {
  for (std::int64_t i = 0; i < settings::kAuthNameAttempts; ++i)
    throttle.failed({"mira", "10.0.0." + std::to_string(i), ""});
  EXPECT_EQ(throttle.allow({"mira", "10.9.9.9", ""}).error().code, Errc::rate);
}

TEST_F(Throttle, NobodyIsLockedOutOfAKnownDevice) {
  for (std::int64_t i = 0; i < 10 * settings::kAuthNameAttempts; ++i)
    throttle.failed({"mira", "10.0.0." + std::to_string(i % 250), ""});
  fail_often({"mira", "10.0.0.7", ""}, 1000);
  const Attempt at_home{"mira", "10.0.0.7", "seal"};
  EXPECT_TRUE(throttle.allow(at_home).ok());
  fail_often(at_home, settings::kAuthLoginAttempts);
  EXPECT_EQ(throttle.allow(at_home).error().code, Errc::rate)
      << "a stolen device cookie gets no more tries than anybody";
  EXPECT_TRUE(throttle.allow({"mira", "10.0.0.7", "other seal"}).ok());
}

TEST_F(Throttle, MadeUpNamesDoNotWashOutTheWindowsThatMatter) {
  const Attempt guess{"mira", "10.0.0.1", ""};
  fail_often(guess, settings::kAuthLoginAttempts);
  for (int i = 0; i < 40'000; ++i)
    throttle.failed({"made-up-" + std::to_string(i), "10.1." + std::to_string(i % 250) + ".1", ""});
  EXPECT_EQ(throttle.allow(guess).error().code, Errc::rate);
}

}  // namespace
}  // namespace resonanz::auth
