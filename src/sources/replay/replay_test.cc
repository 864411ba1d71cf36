// A recording is played at its pace, goes on where it stopped, and ends.
#include <gtest/gtest.h>

#include <boost/json/object.hpp>

#include "net/egress.h"
#include "net/testing/run.h"
#include "sources/connector.h"
#include "text/testing/shared_data.h"

namespace resonanz::sources {
const Kind& replay_kind();

namespace {

struct ReplayTest : ::testing::Test {
  ReplayTest() : egress(context.get_executor(), clock, {}) {
    const auto name =
        std::filesystem::temp_directory_path() /
        fmt::format("resonanz-replay-{}.jsonl", ::testing::UnitTest::GetInstance()->random_seed() + getpid());
    file = name.string();
    std::ofstream(file) << "{\"id\":\"1\",\"text\":\"a\",\"created_at\":\"2020-01-01T00:00:00Z\"}\n"
                           "{\"id\":\"2\",\"text\":\"b\",\"created_at\":\"2020-01-01T00:10:00Z\"}\n"
                           "kaputt\n"
                           "{\"id\":\"3\",\"text\":\"c\",\"created_at\":\"2020-01-01T01:00:00Z\"}\n";
  }
  ~ReplayTest() override { std::filesystem::remove(file); }
  std::unique_ptr<Connector> make(boost::json::object settings) {
    settings["file"] = file;
    Config config;
    config.settings = std::move(settings);
    return std::move(*replay_kind().create(config, Services{egress, clock, "test"}));
  }
  Result<Batch> collect(Connector& connector, std::string cursor) {
    return net::testing::run(context, connector.collect(std::move(cursor)));
  }

  boost::asio::io_context context;
  host::ManualClock clock{*parse_rfc3339("2026-11-23T09:00:00Z")};
  net::Egress egress;
  std::string file;
};

TEST_F(ReplayTest, PlaysAtAMultipleOfItsPaceAndGoesOnAfterARestart) {
  auto connector = make({{"speed", 60}});
  auto batch = collect(*connector, "");
  ASSERT_TRUE(batch) << batch.error().text();
  ASSERT_EQ(batch->items.size(), 1u);
  EXPECT_FALSE(batch->finished);
  EXPECT_GT(batch->pause.count(), 0);
  clock.advance(10 * kSecondUs);
  connector = make({{"speed", 60}});
  batch = collect(*connector, batch->cursor);
  ASSERT_EQ(batch->items.size(), 2u);
  EXPECT_TRUE(batch->items[1].problem);
  const auto posts = connector->normalise(batch->items[0]);
  ASSERT_TRUE(posts);
  EXPECT_EQ(posts->at(0).created_at, parse_rfc3339("2026-11-23T09:00:10Z"));
  clock.advance(kMinuteUs);
  batch = collect(*connector, batch->cursor);
  EXPECT_EQ(batch->items.size(), 1u);
  EXPECT_TRUE(batch->finished);
  EXPECT_TRUE(collect(*connector, batch->cursor)->items.empty());
}

TEST_F(ReplayTest, WithoutPauseAndWithItsOwnDates) {
  const auto connector = make({{"speed", "0"}, {"now", "no"}});
  const auto batch = collect(*connector, "");
  EXPECT_EQ(batch->items.size(), 4u);
  EXPECT_TRUE(batch->finished);
  EXPECT_EQ(connector->normalise(batch->items[0])->at(0).created_at, parse_rfc3339("2020-01-01T00:00:00Z"));
}

TEST_F(ReplayTest, AMissingFileSaysSo) {
  std::filesystem::remove(file);
  const auto connector = make({});
  EXPECT_EQ(collect(*connector, "").error().code, Errc::file);
  EXPECT_EQ(net::testing::run(context, connector->probe()).error().code, Errc::file);
}

}  // namespace
}  // namespace resonanz::sources
