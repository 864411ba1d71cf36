#include "notice/schedule.h"

#include <gtest/gtest.h>

namespace resonanz::notice {
namespace {

TimeUs at(std::string_view text) { return parse_rfc3339(text).value(); }
std::string opens(const char* schedule, std::string_view when) {
  return format_rfc3339(next_open(*read_schedule(schedule), at(when)));
}

TEST(Schedule, OpensInLocalTimeSummerAndWinter) {
  constexpr auto kOffice = "1,2,3,4,5 08:00-18:00 Europe/Berlin";
  EXPECT_EQ(opens(kOffice, "2026-11-24T06:59:00Z"), "2026-11-24T07:00:00Z");  // Tuesday, 7:59 in Berlin
  EXPECT_EQ(opens(kOffice, "2026-11-24T12:34:56Z"), "2026-11-24T12:34:56Z");
  EXPECT_EQ(opens(kOffice, "2026-11-27T17:00:00Z"), "2026-11-30T07:00:00Z");  // Friday 18:00 to Monday
  EXPECT_EQ(opens(kOffice, "2026-07-24T16:00:00Z"), "2026-07-27T06:00:00Z");  // in summer an hour earlier
  EXPECT_EQ(opens(kOffice, "2026-03-28T12:00:00Z"), "2026-03-30T06:00:00Z");  // over the change
}

TEST(Schedule, ANightBelongsToTheDayItBeginsOn) {
  constexpr auto kNight = "5 22:00-06:00 UTC";
  EXPECT_EQ(opens(kNight, "2026-11-28T05:00:00Z"), "2026-11-28T05:00:00Z");  // Saturday, still Friday's night
  EXPECT_EQ(opens(kNight, "2026-11-28T06:00:00Z"), "2026-12-04T22:00:00Z");
}

TEST(Schedule, IsWrittenAsItIsRead) {
  for (const char* text : {"", "1,2,3 08:00-18:30 Europe/Berlin", "7 00:00-24:00 America/New_York"})
    EXPECT_EQ(write_schedule(*read_schedule(text)), text);
  for (const char* bad : {"1", "8 08:00-09:00 UTC", "1 08:00-08:00 UTC", "1 25:00-26:00 UTC",
                          "1 08:00-09:00 Atlantis/Center", "1 08:00-09:00", " 08:00-09:00 UTC", "1 8:00-9:00 UTC"})
    EXPECT_FALSE(read_schedule(bad).ok()) << bad;
}

}  // namespace
}  // namespace resonanz::notice
