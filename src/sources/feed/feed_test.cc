// The feed connector against a scripted site.

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "net/egress.h"
#include "net/testing/run.h"
#include "net/testing/scripted_server.h"
#include "sources/connector.h"
#include "sources/feed/cursor.h"
#include "sources/feed/discovery.h"
#include "sources/feed/schedule.h"
#include "specs/settings.h"

namespace resonanz::sources {
const Kind& feed_kind();

namespace feed {
namespace {

using net::testing::Reply;
using net::testing::ScriptedServer;
using net::testing::Seen;

std::string entry(int id, const std::string& text) {
  return fmt::format(
      "<item><guid isPermaLink='false'>{}</guid><title>{}</title><pubDate>Mon, 23 Nov 2026 08:00:00 GMT</pubDate></item>",
      id, text);
}
std::string document(const std::string& items, const std::string& head = "") {
  return "<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom' xmlns:at='http://purl.org/atompub/tombstones/1.0'><channel>"
         "<title>Radblog</title>" +
         head + items + "</channel></rss>";
}

struct FeedTest : ::testing::Test {
  FeedTest()
      : server([this](const Seen& seen) { return answer(seen); }), egress(context.get_executor(), clock, open()) {
    settings["url"] = server.url("/feed");
    settings["poll_seconds"] = 1;
    make();
  }
  void make() {
    Config config;
    config.language = "de";
    config.settings = settings;
    connector = std::move(*feed_kind().create(config, Services{egress, clock, "test"}));
  }
  static net::Egress::Options open() {
    net::Egress::Options options;
    options.policy.allow = {*net::parse_cidr("127.0.0.1")};
    return options;
  }
  Reply answer(const Seen& seen) {
    const std::lock_guard lock(mutex);
    if (const auto page = pages.find(seen.target); page != pages.end()) return page->second;
    return Reply{404, {}, "nothing here"};
  }
  void serve(const std::string& target, Reply reply) {
    const std::lock_guard lock(mutex);
    pages[target] = std::move(reply);
  }
  Result<Batch> collect(std::string cursor) {
    return net::testing::run(context, connector->collect(std::move(cursor)));
  }
  Result<Probe> probe() { return net::testing::run(context, connector->probe()); }

  std::mutex mutex;
  std::map<std::string, Reply> pages;
  ScriptedServer server;
  boost::asio::io_context context;
  host::ManualClock clock{*parse_rfc3339("2026-11-23T09:00:00Z")};
  net::Egress egress;
  boost::json::object settings;
  std::unique_ptr<Connector> connector;
};

TEST_F(FeedTest, NewChangedDeletedAndNothingTwice) {
  serve("/feed", {200, {}, document(entry(2, "zwei") + entry(1, "eins"))});
  auto batch = collect("");
  ASSERT_TRUE(batch) << batch.error().text();
  ASSERT_EQ(batch->items.size(), 2u);
  EXPECT_EQ(batch->items[0].native_id, "1");  // oldest first
  EXPECT_EQ(batch->latest, parse_rfc3339("2026-11-23T08:00:00Z"));
  EXPECT_EQ(batch->pause, std::chrono::seconds(1));
  const auto posts = connector->normalise(batch->items[1]);
  ASSERT_TRUE(posts);
  EXPECT_EQ(posts->at(0).title, "zwei");
  EXPECT_EQ(posts->at(0).source_lang, "de");

  batch = collect(batch->cursor);
  EXPECT_TRUE(batch->items.empty());

  serve("/feed", {200, {}, document(entry(3, "drei") + entry(2, "zwei, neu"))});
  batch = collect(batch->cursor);
  ASSERT_EQ(batch->items.size(), 2u);  // 1 has left the window: that is no deletion
  EXPECT_EQ(batch->items[0].native_id, "2");
  EXPECT_EQ(batch->items[1].native_id, "3");

  serve("/feed", {200, {}, document(entry(3, "drei"), "<at:deleted-entry ref='2'/>")});
  batch = collect(batch->cursor);
  ASSERT_EQ(batch->items.size(), 1u);
  EXPECT_EQ(batch->items[0].op, Op::remove);
  EXPECT_EQ(batch->items[0].native_id, "2");
  serve("/feed", {200, {}, document(entry(3, "drei"), "<at:deleted-entry ref='2'/><!-- x -->")});
  EXPECT_TRUE(collect(batch->cursor)->items.empty());
}

TEST_F(FeedTest, ValidatorsGoBackVerbatimAndOnlyToTheirAddress) {
  serve("/feed", {200, {{"ETag", "W/\"a b\""}, {"Last-Modified", "yesterday"}}, document(entry(1, "a"))});
  auto batch = collect("");
  serve("/feed", {304, {}, ""});
  batch = collect(batch->cursor);
  ASSERT_TRUE(batch) << batch.error().text();
  EXPECT_TRUE(batch->items.empty());
  EXPECT_EQ(server.seen().back().header("If-None-Match"), "W/\"a b\"");
  EXPECT_EQ(server.seen().back().header("If-Modified-Since"), "yesterday");

  settings["url"] = server.url("/other");
  make();
  serve("/other", {200, {}, document(entry(1, "a") + entry(2, "b"))});
  batch = collect(batch->cursor);
  EXPECT_EQ(server.seen().back().header("If-None-Match"), "");
  EXPECT_EQ(batch->items.size(), 1u);
  serve("/other", {304, {}, ""});
  EXPECT_EQ(collect(batch->cursor).error().code, Errc::protocol);  // nobody asked conditionally
}

TEST_F(FeedTest, APermanentRedirectIsBelievedAfterThreeTimes) {
  serve("/feed", {301, {{"Location", "/new"}}, ""});
  serve("/new", {200, {{"ETag", "\"1\""}}, document(entry(1, "a"))});
  std::string cursor;
  for (int i = 0; i < 3; ++i) cursor = collect(cursor)->cursor;
  EXPECT_EQ(Cursor::parse(cursor)->url, server.url("/new"));
  EXPECT_EQ(Cursor::parse(cursor)->etag, "");
  const auto before = server.seen().size();
  EXPECT_TRUE(collect(cursor)->items.empty());
  EXPECT_EQ(server.seen().size(), before + 1);
  serve("/feed", {302, {{"Location", "/new"}}, ""});
  cursor.clear();
  for (int i = 0; i < 4; ++i) cursor = collect(cursor)->cursor;
  EXPECT_EQ(Cursor::parse(cursor)->url, server.url("/feed"));
}

TEST_F(FeedTest, ErrorsHaveTypes) {
  EXPECT_EQ(collect("").error().code, Errc::absent);  // 404
  serve("/feed", {410, {}, ""});
  EXPECT_EQ(collect("").error().code, Errc::gone);
  serve("/feed", {503, {{"Retry-After", "30"}}, ""});
  auto batch = collect("");
  EXPECT_EQ(batch.error().code, Errc::throttled);
  EXPECT_EQ(batch.error().retry_after_s, 30);
  EXPECT_EQ(collect("rubbish").error().code, Errc::cursor);
}

TEST_F(FeedTest, WhatIsNoFeedGoesToQuarantineOnce) {
  serve("/feed", {200, {}, document(entry(1, "a"))});
  auto batch = collect("");
  serve("/feed", {200, {}, "<html>We are moving</html>"});
  batch = collect(batch->cursor);
  ASSERT_TRUE(batch) << batch.error().text();
  ASSERT_EQ(batch->items.size(), 1u);
  EXPECT_EQ(batch->items[0].problem->code, Errc::feed);
  EXPECT_EQ(batch->items[0].payload, "<html>We are moving</html>");
  batch = collect(batch->cursor);
  EXPECT_TRUE(batch->items.empty());
  serve("/feed", {200, {}, document(entry(1, "a") + entry(2, "b"))});
  EXPECT_EQ(collect(batch->cursor)->items.size(), 1u);
}

TEST_F(FeedTest, TheFirstVisitReadsOlderPages) {
  serve("/feed", {200, {}, document(entry(9, "a"), "<atom:link rel='next' href='/p2'/>")});
  for (int page = 2; page < 9; ++page)
    serve(fmt::format("/p{}", page),
          {200, {}, document(entry(page * 10, "b"), fmt::format("<atom:link rel='next' href='/p{}'/>", page + 1))});
  auto batch = collect("");
  EXPECT_EQ(batch->items.size(), 5u);
  const auto before = server.seen().size();
  EXPECT_TRUE(collect(batch->cursor)->items.empty());
  EXPECT_EQ(server.seen().size(), before + 1);
}

TEST_F(FeedTest, ALargeFeedComesInParts) {
  std::string items;
  for (int i = 0; i < 2500; ++i) items += entry(i, "x");
  serve("/feed", {200, {{"ETag", "\"1\""}}, document(items)});
  std::set<std::string> ids;
  std::string cursor;
  for (int i = 0; i < 3; ++i) {
    const auto batch = collect(cursor);
    ASSERT_TRUE(batch);
    EXPECT_LE(batch->items.size(), static_cast<std::size_t>(settings::kSourceBatch));
    EXPECT_EQ(batch->pause.count() == 0, i < 2);
    for (const Item& item : batch->items) ids.insert(item.native_id);
    cursor = batch->cursor;
  }
  EXPECT_EQ(ids.size(), 2500u);
  EXPECT_TRUE(collect(cursor)->items.empty());
}

TEST_F(FeedTest, IsFoundFromAPage) {
  serve("/feed", {200,
                  {{"Content-Type", "text/html"}},
                  "<html><head><link rel=alternate type=application/rss+xml title='Kommentare' href=/c>"
                  "<link rel='alternate' type='application/atom+xml' href='/real'></head></html>"});
  serve("/real", {200, {}, document(entry(1, "a"))});
  auto found = probe();
  ASSERT_TRUE(found) << found.error().text();
  EXPECT_EQ(found->title, "Radblog");
  EXPECT_EQ(boost::json::value_to<std::string>(found->settings.at("url")), server.url("/real"));
  auto batch = collect("");  // without a probe too
  ASSERT_TRUE(batch) << batch.error().text();
  EXPECT_EQ(collect(batch->cursor)->items.size(), 1u);

  serve("/feed", {200, {{"Link", "</real>; rel=\"alternate\"; type=\"application/feed+json\""}}, "<html></html>"});
  EXPECT_EQ(boost::json::value_to<std::string>(probe()->settings.at("url")), server.url("/real"));
  serve("/feed", {200, {}, "<html></html>"});
  EXPECT_EQ(probe().error().code, Errc::feed);
  serve("/feed", {200, {}, document("")});
  EXPECT_EQ(boost::json::value_to<std::string>(probe()->settings.at("url")), server.url("/feed"));
}

TEST_F(FeedTest, ThePaceFollowsTheFeed) {
  settings.erase("poll_seconds");
  make();
  serve("/feed", {200, {{"Cache-Control", "public, max-age=1200"}}, document(entry(1, "a"))});
  auto batch = collect("");
  EXPECT_EQ(batch->pause, std::chrono::seconds(1200));
  batch = collect(batch->cursor);
  EXPECT_EQ(batch->pause, std::chrono::seconds(1800));
  serve("/feed", {200, {}, document(entry(2, "b"))});
  EXPECT_EQ(collect(batch->cursor)->pause, std::chrono::seconds(900));
}

TEST_F(FeedTest, SubscribesToTheHubAndRenews) {
  settings["callback"] = "https://crm.example/hook/abc";
  make();
  serve("/feed",
        {200, {}, document(entry(1, "a"), "<atom:link rel='self' href='/self'/><atom:link rel='hub' href='/hub'/>")});
  serve("/hub", {202, {}, ""});
  auto batch = collect("");
  const auto stored = subscription_of(batch->cursor);
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->asked_at, 0);  // stored first: the hub asks back at once
  EXPECT_EQ(batch->pause.count(), 0);
  batch = collect(batch->cursor);
  const Seen request = server.seen().back();
  EXPECT_EQ(request.target, "/hub");
  EXPECT_EQ(request.body, subscribe_form(*stored));
  EXPECT_NE(request.body.find("hub.callback=https%3A%2F%2Fcrm.example%2Fhook%2Fabc&hub.lease_seconds=864000"),
            std::string::npos);
  clock.advance(7 * kDayUs);
  batch = collect(batch->cursor);
  EXPECT_EQ(server.seen().back().target, "/feed");
  clock.advance(kDayUs);
  batch = collect(batch->cursor);
  EXPECT_EQ(server.seen().back().target, "/hub");
  EXPECT_EQ(subscription_of(batch->cursor)->secret, stored->secret);
  const auto shorter = confirmed(batch->cursor, 86'400);
  clock.advance(kDayUs);
  collect(*shorter);
  EXPECT_EQ(server.seen().back().target, "/hub");
}

TEST(FeedSchedule, Pure) {
  EXPECT_EQ(max_age("no-cache"), 0);
  EXPECT_EQ(max_age("public,MAX-AGE=60"), 60);
  EXPECT_EQ(max_age("s-maxage=5"), 0);
  EXPECT_EQ(max_age("max-age=99999999"), settings::kSourcePollCeiling);
  EXPECT_EQ(next_interval(0, true, 0), 900);
  EXPECT_EQ(next_interval(100, true, 0), settings::kSourcePollFloor);
  EXPECT_EQ(next_interval(80'000, false, 0), settings::kSourcePollCeiling);
  EXPECT_EQ(next_interval(100, true, 1e9), settings::kSourcePollCeiling);
  Pace pace;
  pace.skip_hours.set(10).set(11);
  const TimeUs now = *parse_rfc3339("2026-11-23T09:30:00Z");
  EXPECT_EQ(outside_skipped(now, 600, pace), 600);
  EXPECT_EQ(outside_skipped(now, 3600, pace), 9000);
  pace.skip_days.set(1);  // that Monday
  EXPECT_EQ(outside_skipped(now, 600, pace), 52'200);
  pace.skip_hours.set();
  EXPECT_EQ(outside_skipped(now, 600, pace), 600);
}

TEST(FeedCursor, RoundTripAndForgetting) {
  Cursor cursor;
  cursor.url = "https://x.example/";
  cursor.etag = "W/\"1\"";
  cursor.pace.skip_hours.set(3);
  cursor.hub = "h";
  Item item;
  for (int i = 0; i < 2500; ++i) {
    item.native_id = std::to_string(i);
    item.revision = "r";
    cursor.known.put(item);
  }
  cursor.known.trim(10);
  const auto back = Cursor::parse(cursor.text());
  ASSERT_TRUE(back);
  EXPECT_EQ(back->text(), cursor.text());
  EXPECT_EQ(back->known.size(), 2000u);
  EXPECT_TRUE(back->known.has(item));
  item.revision = "s";
  EXPECT_FALSE(back->known.has(item));
  item.native_id = "499";
  EXPECT_FALSE(back->known.has(item));
}

TEST(FeedWebSub, Verification) {
  const Subscription ours{"https://hub", "https://x.example/feed?a=1", "https://cb", "secret", 5, 864000};
  const std::string query =
      "hub.mode=subscribe&hub.topic=https%3A%2F%2Fx.example%2Ffeed%3Fa%3D1&hub.challenge=a+b%21&hub.lease_seconds=3600";
  EXPECT_EQ(*verify(ours, query), "a b!");
  EXPECT_EQ(granted_lease(query), 3600);
  EXPECT_EQ(verify({}, query).error().code, Errc::not_found);
  EXPECT_EQ(verify(ours, "hub.mode=subscribe&hub.topic=other&hub.challenge=x").error().code, Errc::not_found);
  EXPECT_EQ(verify(ours, "hub.mode=unsubscribe&hub.topic=https://x.example/feed?a=1&hub.challenge=x").error().code,
            Errc::not_found);
  EXPECT_EQ(verify(ours, "hub.mode=denied&hub.topic=https%3A%2F%2Fx.example%2Ffeed%3Fa%3D1&hub.reason=no").error().code,
            Errc::refused);
  EXPECT_EQ(granted_lease("hub.lease_seconds=x"), 0);
}

TEST(FeedWebSub, OnlySignedDeliveriesCount) {
  const Subscription ours{"https://hub", "https://x.example/feed", "https://cb", "secret", 5, 864000};
  const std::string body = document(entry(1, "a"));
  // hmac.new(b"secret", body, method).hexdigest()
  const std::string sha256 = "sha256=0f31cf742e054be1545f39793d93a3a1662d812fd53934c435288a733bbdbc77";
  const std::string sha1 = "sha1=cec384a862aa595fa0e4257b3d7ec8c4f0a3d343";
  const auto items = accept_delivery(ours, sha256, "", body);
  ASSERT_TRUE(items) << items.error().text();
  EXPECT_EQ(items->at(0).native_id, "1");
  EXPECT_EQ(accept_delivery(ours, sha1, "", body).error().code, Errc::credentials);
  EXPECT_TRUE(accept_delivery(ours, sha1, "", body, true));
  for (const char* bad : {"", "sha256=", "sha256=00", "md5=00", "sha256"})
    EXPECT_EQ(accept_delivery(ours, bad, "", body).error().code, Errc::credentials) << bad;
}

}  // namespace
}  // namespace feed
}  // namespace resonanz::sources
