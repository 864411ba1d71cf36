// When a room proposes to close, and what takes that back.
#include "crisis/testing.h"
#include "notice/hour_counts.h"

namespace resonanz::crisis {
namespace {

struct QuietDown : testing::CrisisHouse {
  Room room;

  void SetUp() override {
    CrisisHouse::SetUp();
    const std::int64_t now = notice::hour_of(clock.now());
    for (std::int64_t hour = now - 400; hour < now; ++hour) count(hour, 2);
    count(now, 40);
    clock.advance(10 * kMinuteUs);
    room = open();
  }
  void count(std::int64_t hour, std::int64_t mentions) {
    ASSERT_TRUE(db->write([&](soci::session& sql) -> Status {
                    sql << "INSERT INTO rollups VALUES (:q, :h, 1, 'de', :m, 0, :m2, 0, 0, 0, 0, 0, 0, 0, 0, 0)",
                        soci::use(query), soci::use(hour), soci::use(mentions), soci::use(mentions);
                    return done();
                  }).ok());
  }
  /// So many hours with so many mentions each, looked at in each.
  void live(int hours, std::int64_t mentions) {
    for (int i = 0; i < hours; ++i) {
      clock.advance(kHourUs);
      count(notice::hour_of(clock.now()), mentions);
      ASSERT_TRUE(board->guard.measure().ok());
    }
  }
  State state() { return board->rooms.find(room.id)->state; }
};

TEST_F(QuietDown, IsProposedAfterTwelveUsualHoursAndTakenBackByAFlareUp) {
  EXPECT_EQ(room.severity, 3) << "the busiest hour of all";
  live(3, 40);
  live(12, 2);
  EXPECT_EQ(state(), State::open) << "the twelfth is still running";
  live(1, 2);
  EXPECT_EQ(state(), State::quieting);
  EXPECT_EQ(events("quiet_proposed"), 1);
  live(3, 2);
  EXPECT_EQ(events("quiet_proposed"), 1) << "said once";
  live(1, 40);
  EXPECT_EQ(state(), State::open);
  EXPECT_EQ(events("quiet_withdrawn"), 1);
  live(13, 2);
  EXPECT_EQ(state(), State::quieting) << "and again";
}

TEST_F(QuietDown, ARefusedProposalIsNotMadeAgainAtOnce) {
  live(13, 2);
  ASSERT_EQ(state(), State::quieting);
  ASSERT_TRUE(board->rooms.reopen(room.id, "die Zeitung kommt morgen", mira).ok());
  live(11, 2);
  EXPECT_EQ(state(), State::open);
  live(1, 2);
  EXPECT_EQ(state(), State::quieting);
}

TEST_F(QuietDown, NobodyClosesARoomButPeople) {
  live(200, 2);
  EXPECT_EQ(state(), State::quieting);
}

}  // namespace
}  // namespace resonanz::crisis
