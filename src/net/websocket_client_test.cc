#include "net/websocket_client.h"

#include <gtest/gtest.h>

#include "net/egress.h"
#include "net/testing/run.h"
#include "net/testing/scripted_server.h"

namespace resonanz::net {
namespace {

using namespace std::chrono_literals;
using testing::Reply;
using testing::ScriptedServer;
using testing::Seen;
using testing::SocketScript;

struct WebSocketTest : ::testing::Test {
  WebSocketTest() : egress(context.get_executor(), host::system_clock(), options()) {}
  static Egress::Options options() {
    Egress::Options options;
    options.policy.allow = {*parse_cidr("127.0.0.1")};
    options.user_agent = "Resonanz/test";
    return options;
  }
  std::unique_ptr<WebSocket> open(const ScriptedServer& server, WebSocketRequest request = {}) {
    request.url = server.ws_url("/subscribe?x=1");
    auto upgrade = testing::run(context, egress.websocket(request));
    EXPECT_TRUE(upgrade) << upgrade.error().text();
    return std::move(upgrade->socket);
  }
  Result<std::optional<std::string>> read(WebSocket& socket, std::chrono::milliseconds wait = 2s) {
    return testing::run(context, socket.read(wait));
  }

  boost::asio::io_context context;
  Egress egress;
};

Reply no_page(const Seen&) { return {404, {}, "nothing"}; }

TEST_F(WebSocketTest, ReadsWritesAndCloses) {
  ScriptedServer server(no_page, [](const Seen&) { return SocketScript{{"one", "two"}, 0ms, true}; });
  WebSocketRequest request;
  request.headers = {{"Authorization", "Bearer x"}};
  request.subprotocol = "xrpc.v1.json";
  const auto socket = open(server, request);
  ASSERT_TRUE(socket);
  EXPECT_EQ(*read(*socket), "one");
  EXPECT_EQ(*read(*socket), "two");
  EXPECT_EQ(*read(*socket, 50ms), std::nullopt);
  ASSERT_TRUE(testing::run(context, socket->write("three")));
  EXPECT_EQ(*read(*socket), "three");
  const auto seen = server.seen();
  EXPECT_EQ(seen.at(0).target, "/subscribe?x=1");
  EXPECT_EQ(seen.at(0).header("Authorization"), "Bearer x");
  EXPECT_EQ(seen.at(0).header("Sec-WebSocket-Protocol"), "xrpc.v1.json");
  EXPECT_EQ(seen.at(0).header("User-Agent"), "Resonanz/test");
}

TEST_F(WebSocketTest, WhatIsBufferedCanBeTakenAtOnce) {
  ScriptedServer server(no_page, [](const Seen&) { return SocketScript{{"1", "2", "3", "4"}}; });
  const auto socket = open(server);
  std::string all = **read(*socket);
  context.restart();
  context.run_for(200ms);
  while (auto message = socket->buffered()) all += *message;
  EXPECT_EQ(all, "1234");
}

TEST_F(WebSocketTest, TheServersGoodbyeComesAfterWhatItSaid) {
  ScriptedServer server(no_page, [](const Seen&) { return SocketScript{{"last"}, 0ms, false, 1008}; });
  const auto socket = open(server);
  EXPECT_EQ(*read(*socket), "last");
  const auto end = read(*socket);
  ASSERT_FALSE(end);
  EXPECT_EQ(end.error().code, Errc::connect);
  EXPECT_EQ(end.error().detail, "closed: 1008 scripted");
  EXPECT_FALSE(read(*socket));
}

TEST_F(WebSocketTest, AResetIsAnError) {
  ScriptedServer server(no_page, [](const Seen&) { return SocketScript{{"x"}, 0ms, false, 0, true}; });
  const auto socket = open(server);
  EXPECT_EQ(*read(*socket), "x");
  EXPECT_EQ(read(*socket).error().code, Errc::connect);
}

TEST_F(WebSocketTest, TooLargeMessagesAreRefused) {
  ScriptedServer server(no_page, [](const Seen&) { return SocketScript{{std::string(1001, 'x')}}; });
  WebSocketRequest request;
  request.max_message = 1000;
  const auto socket = open(server, request);
  EXPECT_EQ(read(*socket).error().code, Errc::too_large);
}

TEST_F(WebSocketTest, ARefusedUpgradeIsAReply) {
  ScriptedServer server([](const Seen&) { return Reply{400, {{"Retry-After", "3"}}, "{\"error\":\"CursorTooOld\"}"}; });
  const auto upgrade = testing::run(context, egress.websocket({server.ws_url(), {}, ""}));
  ASSERT_TRUE(upgrade) << upgrade.error().text();
  EXPECT_FALSE(upgrade->socket);
  EXPECT_EQ(upgrade->reply.status, 400);
  EXPECT_EQ(upgrade->reply.body, "{\"error\":\"CursorTooOld\"}");
  EXPECT_EQ(upgrade->reply.retry_after_s, 3);
}

TEST_F(WebSocketTest, WrongAddresses) {
  EXPECT_EQ(testing::run(context, egress.websocket({"http://127.0.0.1/", {}, ""})).error().code, Errc::address);
  EXPECT_EQ(testing::run(context, egress.websocket({"ws://127.0.0.1:1/", {}, ""})).error().code, Errc::connect);
}

}  // namespace
}  // namespace resonanz::net
