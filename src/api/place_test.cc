#include "api/place.h"

#include <gtest/gtest.h>

namespace resonanz::api {
namespace {

constexpr TimeUs kNoon = 1'764'000'000 * kSecondUs;

TEST(Place, AReactionWithinTheSecondOfOurAnswerFollowsIt) {
  const Place answer{kNoon + 700'000, kNoon + 700'000};
  const Place reaction{kNoon, kNoon + 900'000};  // the network says noon sharp, it came after the answer
  EXPECT_LT(answer, reaction);
}

TEST(Place, WhatComesTogetherStandsAsItWasWritten) {
  EXPECT_LT((Place{kNoon + 1, kNoon + kSecondUs}), (Place{kNoon + 2, kNoon + kSecondUs}));
  EXPECT_EQ((Place{kNoon, kNoon}), (Place{kNoon, kNoon}));  // then the order of reading decides: it is sorted stably
}

TEST(Place, AcrossSecondsOnlyTheTimeOfWritingCounts) {
  const Place late_import{kNoon, kNoon + kDayUs}, later{kNoon + kSecondUs, kNoon + kSecondUs};
  EXPECT_LT(late_import, later);
}

}  // namespace
}  // namespace resonanz::api
