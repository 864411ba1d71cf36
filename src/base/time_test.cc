#include "base/time.h"

#include <gtest/gtest.h>

namespace resonanz {
namespace {

TEST(Time, Rfc3339RoundTrip) {
  for (const char* text : {"2026-11-23T09:00:00Z", "1969-12-31T23:59:59Z", "2026-11-23T09:00:00.000001Z"})
    EXPECT_EQ(format_rfc3339(*parse_rfc3339(text)), text);
  EXPECT_EQ(parse_rfc3339("2026-11-23T10:00:00+01:00"), parse_rfc3339("2026-11-23T09:00:00Z"));
  EXPECT_EQ(parse_rfc3339("2026-11-23"), parse_rfc3339("2026-11-23T00:00:00Z"));
}

TEST(Time, WhatIsNotATimeIsRefused) {
  for (const char* text : {"", "2026", "2026-13-01", "2026-02-30", "2026-11-23T25:00:00Z", "yesterday", "2026-11-23Tx"})
    EXPECT_FALSE(parse_rfc3339(text)) << text;
  EXPECT_FALSE(parse_rfc822("Invalid Date"));
}

TEST(Time, Rfc822AsFeedsWriteIt) {
  const auto expected = parse_rfc3339("2004-01-01T19:48:21Z");
  for (const char* text : {"Thu, 01 Jan 2004 19:48:21 GMT", "Thu, 01 Jan 04 19:48:21 GMT", "01 Jan 2004 19:48:21 Z",
                           "Thu, 1 Jan 2004 14:48:21 EST", "Thu, 01 Jan 2004 20:48:21 +0100", "Thu Jan 1 19:48:21 2004",
                           "Thu, 01-Jan-2004 19:48:21 GMT", "Thursday, January 1, 2004 19:48:21 GMT"})
    EXPECT_EQ(parse_rfc822(text), expected) << text;
  EXPECT_EQ(parse_rfc822("Thu, 01 Jan 2004 19:48 GMT"), parse_rfc3339("2004-01-01T19:48:00Z"));
}

}  // namespace
}  // namespace resonanz
