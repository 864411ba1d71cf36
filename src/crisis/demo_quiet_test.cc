// The demo company's crisis, hour by hour: when would the room have proposed to close?
#include "crisis/pulse.h"
#include "crisis/testing.h"
#include "notice/watch.h"
#include "sources/demo/script.h"
#include "sources/demo/stage.h"

namespace resonanz::crisis {
namespace {

namespace demo = sources::demo;

struct DemoCrisis : testing::CrisisHouse {
  std::map<std::string, Id> source_of;
  TimeUs end = 0;

  Id source_for(const std::string& network) {
    Id& id = source_of[network];
    if (id != 0) return id;
    auto assessment = sources::assessment_template("demo", "de", "tester", end);
    assessment.approved = true;
    return id = sources
                    ->add({network, "demo", "", {{"network", network}}, {}, assessment, std::string(demo::kOwnAccount)},
                          "test", clock.now())
                    ->id;
  }
  void bring_until(TimeUs until) {
    for (; next != demo::script().history.size(); ++next) {
      const demo::Line& line = demo::script().history[next];
      const TimeUs at = end - line.ago;
      if (at > until) return;
      clock.set(at);
      ASSERT_TRUE(journal->append({source_for(line.post.network), "", "", at}, {demo::to_item(line, at)}, at).ok());
      ASSERT_TRUE(pipeline->step().ok());
    }
  }
  std::size_t next = 0;
};

constexpr TimeUs kFirstRumour = 102 * kHourUs + 41 * kMinuteUs;  // before the end of the history

TEST_F(DemoCrisis, ProposesClosingWhenItIsOverAndNotBefore) {
  end = clock.now();
  clock.set(end - 43 * kDayUs);
  query = queries
              ->add("Bremse L3",
                    "(kranich* OR lastenrad OR \"cargo bike\" OR L3) (brems* OR brake* OR rückruf* OR recall*)", "", 0,
                    clock.now())
              ->id;
  const TimeUs opened = end - kFirstRumour + kHourUs;
  bring_until(opened);
  clock.set(opened);
  const Room room = open();
  EXPECT_LE(room.began_at, opened);
  EXPECT_GE(room.began_at, end - kFirstRumour - kHourUs);
  std::optional<TimeUs> proposed;
  for (TimeUs at = opened + kHourUs; at < end + kDayUs; at += kHourUs) {
    bring_until(at);
    clock.set(at);
    ASSERT_TRUE(board->guard.measure().ok());
    const Room now = *board->rooms.find(room.id);
    if (now.state == State::quieting && !proposed) proposed = at;
    if (now.state == State::open) proposed.reset();
  }
  ASSERT_TRUE(proposed);
  const Room last = *board->rooms.find(room.id);
  const TimeUs over = (*last.measured.last_unusual + 1) * kHourUs;
  fmt::print("peak {} of usual up to {:.0f}; over after {:.0f} h, closing proposed {:.1f} h later\n",
             last.measured.peak, *last.measured.peak_usual, last.measured.hours(last.began_at),
             static_cast<double>(*proposed - over) / kHourUs);
  EXPECT_GE(*proposed - over, 12 * kHourUs);
  EXPECT_LE(*proposed - over, 13 * kHourUs) << "looked at once an hour";
  EXPECT_EQ(events("quiet_withdrawn"), 0);
  EXPECT_EQ(last.severity, 3) << "volume alone: it lasted less than a day";
}

}  // namespace
}  // namespace resonanz::crisis
