// The Bluesky connector against a scripted PDS and stream: what real ones do is checked by tests/peers.

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "net/egress.h"
#include "net/testing/run.h"
#include "net/testing/scripted_server.h"
#include "sources/connector.h"
#include "sources/json.h"

namespace resonanz::sources {
const Kind& bluesky_kind();

namespace bluesky {
namespace {

using net::testing::Reply;
using net::testing::ScriptedServer;
using net::testing::Seen;
using net::testing::SocketScript;

std::string frame(int number) {
  return fmt::format(
      R"({{"did":"did:plc:a","time_us":{},"kind":"commit","commit":{{"rev":"r{}","operation":"create","collection":"app.bsky.feed.post","rkey":"k{}","cid":"c{}","record":{{"text":"t"}}}}}})",
      1764000000000000 + number, number, number, number);
}

struct BlueskyTest : ::testing::Test {
  BlueskyTest()
      : server([this](const Seen& seen) { return answer(seen); }, [this](const Seen& seen) { return stream(seen); }),
        egress(context.get_executor(), clock, open()) {}
  static net::Egress::Options open() {
    net::Egress::Options options;
    options.policy.allow = {*net::parse_cidr("127.0.0.1")};
    return options;
  }
  std::unique_ptr<Connector> make(std::string wire = "v1", std::string password = "good", std::string term = "") {
    Config config;
    config.settings["backfill_query"] = term;
    config.settings["jetstream"] = server.url("");
    config.settings["wire"] = wire;
    config.settings["service"] = server.url("");
    config.settings["identifier"] = "anna.test";
    config.secrets["password"] = password + server.url("");  // a session cache entry of its own
    return std::move(*bluesky_kind().create(config, Services{egress, clock, "test"}));
  }
  Reply answer(const Seen& seen) {
    const auto is = [&](std::string_view method) { return seen.target.find(method) != std::string::npos; };
    if (is("subscribe")) return refuse_upgrade;
    if (is("createSession")) {
      if (seen.body.find("good") == std::string::npos)
        return {401, {}, R"({"error":"AuthenticationRequired","message":"Invalid identifier or password"})"};
      return {200, {}, R"({"did":"did:plc:me","handle":"anna.test","accessJwt":"old","refreshJwt":"r1"})"};
    }
    if (is("refreshSession"))
      return {200, {}, R"({"did":"did:plc:me","handle":"anna.test","accessJwt":"new","refreshJwt":"r2"})"};
    if (seen.header("Authorization") != "Bearer " + accepted)
      return {400, {}, R"({"error":"ExpiredToken","message":"Token has expired"})"};
    if (is("createRecord")) return create_reply;
    if (is("getRecord")) return get_reply;
    if (is("searchPosts"))
      return {200, {}, is("cursor=") ? search_page : R"({"cursor":"c 1",)" + search_page.substr(1)};
    return {404, {}, "{}"};
  }
  SocketScript stream(const Seen&) { return {frames}; }

  Reply refuse_upgrade{400, {}, R"({"error":"CursorTooOld","message":"gone"})"};
  Reply create_reply{200, {}, R"({"uri":"at://x","cid":"c"})"};
  Reply get_reply{400, {}, R"({"error":"RecordNotFound","message":"no"})"};
  std::string search_page =
      R"({"posts":[{"uri":"at://did:plc:a/app.bsky.feed.post/k1","cid":"c1","author":{"did":"did:plc:a","handle":"gerd.test",)"
      R"("displayName":"Gerd"},"record":{"text":"gefunden","createdAt":"2026-11-01T00:00:00Z"}},{"uri":"rubbish"}]})";
  std::string accepted = "old";
  std::vector<std::string> frames;
  host::ManualClock clock{*parse_rfc3339("2026-11-23T09:00:00Z")};
  ScriptedServer server;
  boost::asio::io_context context;
  net::Egress egress;
};

TEST_F(BlueskyTest, CollectsResumesAndDoesNotRepeatAConnection) {
  frames = {frame(1), frame(2), "rubbish", frame(3)};
  const auto connector = make();
  auto batch = net::testing::run(context, connector->collect(R"({"v":1,"time_us":1763999999000000})"));
  ASSERT_TRUE(batch) << batch.error().text();
  std::size_t items = batch->items.size();
  while (items < 4) {
    batch = net::testing::run(context, connector->collect(batch->cursor));
    ASSERT_TRUE(batch);
    items += batch->items.size();
  }
  EXPECT_EQ(items, 4u);
  EXPECT_EQ(batch->cursor, R"({"v":1,"time_us":1764000000000003})");
  EXPECT_EQ(server.seen().size(), 1u);
  EXPECT_EQ(server.seen().at(0).target, "/subscribe?wantedCollections=app.bsky.feed.post&cursor=1763999996000000");
}

TEST_F(BlueskyTest, Version2AsksWithItsOwnNames) {
  const auto connector = make("v2");
  ASSERT_TRUE(net::testing::run(context, connector->collect(R"({"v":1,"time_us":1763999999000000,"seq":12})")));
  const auto seen = server.seen();
  EXPECT_EQ(seen.at(0).target, "/xrpc/network.bsky.jetstream.subscribeEvents?collections=app.bsky.feed.post&cursor=12");
  EXPECT_EQ(seen.at(0).header("Sec-WebSocket-Protocol"), "xrpc.v1.json");
}

TEST_F(BlueskyTest, WrongPasswordIsCredentials) {
  const auto connector = make("v1", "bad");
  const auto probe = net::testing::run(context, connector->probe());
  ASSERT_FALSE(probe);
  EXPECT_EQ(probe.error().code, Errc::credentials);
}

TEST_F(BlueskyTest, AnExpiredTokenIsRenewedOnce) {
  const auto connector = make("v1", "good-expiry");
  Outgoing post;
  post.key = "k1";
  post.text = "Hallo";
  ASSERT_TRUE(net::testing::run(context, connector->send(post)));
  accepted = "new";
  const auto receipt = net::testing::run(context, connector->send(post));
  ASSERT_TRUE(receipt) << receipt.error().text();
  int refreshes = 0;
  for (const auto& seen : server.seen())
    if (seen.target.find("refreshSession") != std::string::npos) {
      ++refreshes;
      EXPECT_EQ(seen.header("Authorization"), "Bearer r1");
    }
  EXPECT_EQ(refreshes, 1);
}

TEST_F(BlueskyTest, ATakenKeyMeansThatItArrived) {
  const auto connector = make("v1", "good-taken");
  Outgoing post;
  post.key = "k1";
  post.text = "Hallo";
  create_reply = {400, {}, R"({"error":"InvalidRequest","message":"There is already a value at key"})"};
  EXPECT_EQ(net::testing::run(context, connector->send(post)).error().code, Errc::refused);
  EXPECT_FALSE(net::testing::run(context, connector->find_sent(post))->has_value());
  get_reply = {200, {}, R"({"uri":"x","cid":"c","value":{}})"};
  const auto receipt = net::testing::run(context, connector->send(post));
  ASSERT_TRUE(receipt) << receipt.error().text();
  EXPECT_TRUE(receipt->native_id.starts_with("at://did:plc:me/app.bsky.feed.post/3"));
  create_reply = {429, {{"RateLimit-Reset", "1795424490"}}, R"({"error":"RateLimitExceeded","message":"x"})"};
  const auto limited = net::testing::run(context, connector->send(post));
  EXPECT_EQ(limited.error().code, Errc::throttled);
  EXPECT_EQ(limited.error().retry_after_s, 90);
}

TEST_F(BlueskyTest, OlderPostsAreSearchedOnceAndAreTheSameAsInTheStream) {
  frames = {frame(1)};
  const auto connector = make("v1", "good-search", "Rad & Tour");
  auto batch = net::testing::run(context, connector->collect(""));
  ASSERT_TRUE(batch) << batch.error().text();
  ASSERT_EQ(batch->items.size(), 2u);
  EXPECT_EQ(batch->items[0].native_id, batch->items[1].native_id);
  EXPECT_EQ(batch->items[0].revision, batch->items[1].revision);
  const auto posts = connector->normalise(batch->items[1]);
  ASSERT_TRUE(posts);
  EXPECT_EQ(posts->at(0).author.name, "Gerd");
  EXPECT_EQ(posts->at(0).author.handle, "gerd.test");
  batch = net::testing::run(context, connector->collect(batch->cursor));
  EXPECT_EQ(batch->items.size(), 1u);
  batch = net::testing::run(context, connector->collect(batch->cursor));
  EXPECT_TRUE(batch->items.empty());
  std::vector<std::string> searches;
  for (const auto& seen : server.seen())
    if (seen.target.find("searchPosts") != std::string::npos) searches.push_back(seen.target);
  ASSERT_EQ(searches.size(), 2u);
  EXPECT_NE(searches[0].find("q=Rad%20%26%20Tour"), std::string::npos);
  EXPECT_NE(searches[1].find("cursor=c%201"), std::string::npos);
}

struct RefusedStreamTest : BlueskyTest {
  std::unique_ptr<ScriptedServer> old_only = std::make_unique<ScriptedServer>([](const Seen&) {
    return Reply{400, {}, R"({"error":"CursorTooOld","message":"gone"})"};
  });
};

TEST_F(RefusedStreamTest, ACursorThatNobodyKeepsIsAGap) {
  Config config;
  config.settings["jetstream"] = old_only->url("");
  config.settings["wire"] = "v2";
  const auto connector = std::move(*bluesky_kind().create(config, Services{egress, clock, "test"}));
  const auto batch = net::testing::run(context, connector->collect(R"({"v":1,"time_us":1763999999000000,"seq":12})"));
  ASSERT_FALSE(batch);
  EXPECT_EQ(batch.error().code, Errc::cursor);
  EXPECT_EQ(old_only->seen().size(), 2u);  // by number, then by time
  EXPECT_NE(old_only->seen().at(1).target.find("cursor=1763999996000000"), std::string::npos);
}

TEST(BlueskyFile, JsonLines) {
  const auto items = bluesky_kind().read_file(frame(1) + "\r\n\n" + frame(2), "");
  ASSERT_TRUE(items);
  EXPECT_EQ(items->size(), 2u);
}

TEST(Registry, KnowsAllKinds) {
  for (const Kind* kind : all_kinds()) {
    EXPECT_EQ(find_kind(kind->name), kind);
    const auto spec = json::parse(spec_json(kind->name));
    ASSERT_TRUE(spec) << kind->name;
    EXPECT_NE(json::text(*spec, "name") + json::text(*spec, "name.de"), "");
    EXPECT_NE(json::text(*spec, "description.de"), "");
    for (const auto& field : json::list(*spec, "fields")) EXPECT_NE(json::text(field, "label.de"), "") << kind->name;
  }
  EXPECT_EQ(find_kind("carrier-pigeon"), nullptr);
  EXPECT_EQ(spec_json("carrier-pigeon"), "");
}

}  // namespace
}  // namespace bluesky
}  // namespace resonanz::sources
