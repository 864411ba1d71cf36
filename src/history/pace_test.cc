#include "history/pace.h"

#include <gtest/gtest.h>

#include "history/testing.h"

namespace resonanz::history {
namespace {

struct MassExpiry : testing::Archive {
  /// Looks once a second until nothing is due; how many segments that wrote.
  std::int64_t look() {
    const std::int64_t before = written();
    for (bool worked = true; worked;) {
      const auto step = indexer->step(now += std::chrono::seconds(1));
      EXPECT_TRUE(step.ok());
      worked = step.ok() && *step;
    }
    return written() - before;
  }
  std::int64_t written() { return number("SELECT next_segment FROM history_state"); }

  Indexer::Time now = std::chrono::steady_clock::now();
};

TEST(Pace, ALargeSegmentWaitsForASixtyFourthThatHasStopped) {
  Pace pace;
  EXPECT_FALSE(pace.is_due(1, 64'000, 999));
  pace.end_look();
  EXPECT_FALSE(pace.is_due(1, 64'000, 999));  // few, however long
  pace.end_look();
  EXPECT_FALSE(pace.is_due(1, 64'000, 1000));  // they still come in
  pace.end_look();
  EXPECT_TRUE(pace.is_due(1, 64'000, 1000));
  pace.end_look();
  EXPECT_FALSE(pace.is_due(2, 64'000, 1000));  // of another segment nothing was known
}

TEST(Pace, ASmallSegmentWaitsForTheirEndOnly) {
  Pace pace;
  EXPECT_FALSE(pace.is_due(1, 8192, 1));
  pace.end_look();
  EXPECT_TRUE(pace.is_due(1, 8192, 1));
}

/// As govern/expiry.cc does it: 500 at a time, oldest first.
TEST(Pace, ASweepThroughALargeSegmentIsAFewWrites) {
  Pace pace;
  std::int64_t posts = 65'536, changes = 0, writes = 0, written = 0;
  while (posts > 0) {
    changes = std::min(changes + 500, posts);
    if (pace.is_due(writes, posts, changes)) {
      ++writes;
      posts -= changes, changes = 0;
      written += posts;
    }
    pace.end_look();
  }
  EXPECT_LE(writes, 8);
  EXPECT_LE(written, 65'536);  // with a write for every 64th part 32 times that
}

TEST_F(MassExpiry, IsAFewWritesAndLeavesTheIndexRight) {
  std::vector<Id> ids;
  for (int i = 0; i < 600; ++i) ids.push_back(store("brake " + std::to_string(i)));
  index();
  std::int64_t writes = 0;
  for (std::size_t i = 0; i < 550; ++i) {
    remove(ids[i]);
    if (i % 50 == 49) {
      writes += look();
      EXPECT_EQ(find("brake").total, 599 - static_cast<std::int64_t>(i));
    }
  }
  while (const std::int64_t more = look()) writes += more;
  EXPECT_LE(writes, 4);  // eleven batches
  EXPECT_EQ(number("SELECT count(*) FROM history_changes"), 0);
  EXPECT_EQ(find("brake").total, 50);
  EXPECT_EQ(fault(), "");
}

}  // namespace
}  // namespace resonanz::history
