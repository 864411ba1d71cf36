#include "net/egress.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "net/egress_url.h"
#include "net/testing/run.h"
#include "net/testing/scripted_server.h"

namespace resonanz::net {
namespace {

using namespace std::chrono_literals;
using testing::Fault;
using testing::Reply;
using testing::ScriptedServer;
using testing::Seen;

std::string gzip(const std::string& plain) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(plain.size() + 100, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

struct EgressTest : ::testing::Test {
  explicit EgressTest(Egress::Options options = open()) : egress(context.get_executor(), clock, std::move(options)) {}
  static Egress::Options open() {
    Egress::Options options;
    options.policy.allow = {*parse_cidr("127.0.0.0/8")};
    options.user_agent = "Resonanz/test (+https://example.org)";
    return options;
  }
  Result<HttpResponse> fetch(HttpRequest request) { return testing::run(context, egress.fetch(std::move(request))); }
  Result<HttpResponse> get(std::string url) {
    HttpRequest request;
    request.url = std::move(url);
    return fetch(request);
  }

  boost::asio::io_context context;
  host::ManualClock clock{*parse_rfc3339("2026-11-23T09:00:00Z")};
  Egress egress;
};

struct ClosedEgressTest : EgressTest {
  ClosedEgressTest() : EgressTest(Egress::Options{}) {}
};

TEST_F(EgressTest, FetchesAndSaysWhoItIs) {
  ScriptedServer server([](const Seen& seen) { return Reply{200, {{"X-Path", seen.target}}, "hello"}; });
  const auto reply = get(server.url("/a?b=c#d"));
  ASSERT_TRUE(reply) << reply.error().text();
  EXPECT_EQ(reply->status, 200);
  EXPECT_EQ(reply->body, "hello");
  EXPECT_EQ(reply->header("x-path"), "/a?b=c");
  EXPECT_EQ(reply->url, server.url("/a?b=c"));
  EXPECT_EQ(reply->moved_to, "");
  const auto seen = server.seen();
  EXPECT_EQ(seen.at(0).header("User-Agent"), "Resonanz/test (+https://example.org)");
  EXPECT_NE(seen.at(0).header("Accept-Encoding").find("gzip"), std::string::npos);
}

TEST_F(EgressTest, PostsABodyOnce) {
  ScriptedServer server([](const Seen&) { return Reply{201, {}, ""}; });
  for (int i = 0; i < 2; ++i) {
    HttpRequest request{"POST", server.url("/x"), {{"Content-Type", "application/json"}}, "{\"a\":1}"};
    EXPECT_EQ(fetch(request)->status, 201);
  }
  ASSERT_EQ(server.seen().size(), 2u);
  EXPECT_EQ(server.seen().at(1).body, "{\"a\":1}");
  EXPECT_EQ(server.seen().at(1).header("Content-Type"), "application/json");
}

TEST_F(ClosedEgressTest, PrivateAddressesAreBlocked) {
  ScriptedServer server([](const Seen&) { return Reply{}; });
  const std::string port = std::to_string(server.port());
  for (const std::string& host :
       {std::string("127.0.0.1"), std::string("localhost"), std::string("[::1]"), std::string("[::ffff:127.0.0.1]"),
        std::string("0x7f.1"), std::string("2130706433")}) {
    const auto reply = get("http://" + host + ":" + port + "/");
    ASSERT_FALSE(reply) << host;
    EXPECT_EQ(reply.error().code, Errc::egress) << host << " " << reply.error().text();
  }
  const auto socket = testing::run(context, egress.websocket({server.ws_url(), {}, ""}));
  ASSERT_FALSE(socket);
  EXPECT_EQ(socket.error().code, Errc::egress);
  EXPECT_TRUE(server.seen().empty());
}

TEST_F(EgressTest, ARedirectIntoAPrivateNetIsBlocked) {
  ScriptedServer server([](const Seen&) { return Reply{302, {{"Location", "http://10.0.0.1/admin"}}, ""}; });
  const auto reply = get(server.url());
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().code, Errc::egress);
}

TEST_F(EgressTest, OnlyHttpAndNoCredentialsInAddresses) {
  for (const char* url : {"ftp://example.org/", "file:///etc/passwd", "gopher://x/", "http://user:pw@example.org/",
                          "http://user@example.org/", "http://", "", "not a url", "http://exa mple.org/", "/path",
                          "http://example.org:99999/", "javascript:alert(1)", "ws://example.org/"}) {
    const auto reply = get(url);
    ASSERT_FALSE(reply) << url;
    EXPECT_EQ(reply.error().code, Errc::address) << url;
  }
}

TEST_F(EgressTest, ProxiesOfTheEnvironmentAreNotUsed) {
  ScriptedServer server([](const Seen&) { return Reply{200, {}, "direct"}; });
  ScriptedServer proxy([](const Seen&) { return Reply{200, {}, "proxy"}; });
  ::setenv("http_proxy", proxy.url("").c_str(), 1);
  ::setenv("ALL_PROXY", proxy.url("").c_str(), 1);
  EXPECT_EQ(get(server.url())->body, "direct");
  ::unsetenv("http_proxy");
  ::unsetenv("ALL_PROXY");
}

TEST_F(EgressTest, EveryStatusIsAReply) {
  ScriptedServer server([](const Seen& seen) {
    const int status = std::stoi(seen.target.substr(1));
    return Reply{status, {{"Retry-After", "Mon, 23 Nov 2026 09:02:00 GMT"}}, status == 304 ? "" : "body"};
  });
  for (const int status : {304, 404, 429, 500, 503}) {
    const auto reply = get(server.url("/" + std::to_string(status)));
    ASSERT_TRUE(reply) << status << reply.error().text();
    EXPECT_EQ(reply->status, status);
    EXPECT_EQ(reply->retry_after_s, 120);
  }
  EXPECT_EQ(error_of(*get(server.url("/429")), "x").retry_after_s, 120);
}

TEST_F(EgressTest, RedirectsAreFollowedAndPermanentOnesReported) {
  ScriptedServer server([](const Seen& seen) {
    if (seen.target == "/old") return Reply{301, {{"Location", "/new"}}, ""};
    if (seen.target == "/new") return Reply{308, {{"Location", "sub/page"}}, ""};
    if (seen.target == "/mixed") return Reply{302, {{"Location", "/old"}}, ""};
    if (seen.target == "/loop") return Reply{302, {{"Location", "/loop"}}, ""};
    if (seen.target == "/file") return Reply{302, {{"Location", "file:///etc/passwd"}}, ""};
    return Reply{200, {}, "end"};
  });
  EXPECT_EQ(get(server.url("/old"))->moved_to, server.url("/sub/page"));
  EXPECT_EQ(get(server.url("/mixed"))->moved_to, "");
  EXPECT_EQ(get(server.url("/mixed"))->url, server.url("/sub/page"));
  EXPECT_EQ(get(server.url("/loop")).error().code, Errc::protocol);
  EXPECT_EQ(get(server.url("/file")).error().code, Errc::address);
  HttpRequest post{"POST", server.url("/old"), {}, "x"};
  EXPECT_EQ(fetch(post)->status, 301);
}

TEST_F(EgressTest, CredentialsStayWithTheirOrigin) {
  ScriptedServer other([](const Seen&) { return Reply{}; });
  ScriptedServer server([&](const Seen& seen) {
    return Reply{302, {{"Location", seen.target == "/here" ? "/there" : other.url("/")}}, ""};
  });
  HttpRequest request;
  request.url = server.url("/here");
  request.headers = {{"authorization", "Bearer secret"}, {"Cookie", "a=b"}, {"Accept", "x/y"}};
  ASSERT_TRUE(fetch(request));
  EXPECT_EQ(server.seen().at(1).header("Authorization"), "Bearer secret");
  EXPECT_EQ(other.seen().at(0).header("Authorization"), "");
  EXPECT_EQ(other.seen().at(0).header("Cookie"), "");
  EXPECT_EQ(other.seen().at(0).header("Accept"), "x/y");
}

TEST_F(EgressTest, BrokenRepliesAreTypedErrors) {
  ScriptedServer server([](const Seen& seen) {
    Reply reply{200, {}, std::string(1000, 'x')};
    if (seen.target == "/truncated") reply.fault = Fault::truncated;
    if (seen.target == "/reset") reply.fault = Fault::reset;
    if (seen.target == "/garbage") reply.fault = Fault::garbage;
    if (seen.target == "/gzip") reply.headers = {{"Content-Encoding", "gzip"}};
    if (seen.target == "/silent") reply.fault = Fault::silent;
    if (seen.target == "/drip") reply.fault = Fault::drip;
    if (seen.target == "/too_much") reply.fault = Fault::too_much;
    if (seen.target == "/header") reply.headers = {{"X-Big", std::string(70'000, 'h')}};
    return reply;
  });
  EXPECT_EQ(get(server.url("/truncated")).error().code, Errc::protocol);
  EXPECT_EQ(get(server.url("/reset")).error().code, Errc::protocol);
  EXPECT_EQ(get(server.url("/garbage")).error().code, Errc::protocol);
  EXPECT_EQ(get(server.url("/gzip")).error().code, Errc::protocol);
  EXPECT_EQ(get(server.url("/header")).error().code, Errc::too_large);
  EXPECT_EQ(get(server.url("/too_much"))->body.size(), 500u);
  HttpRequest request;
  request.timeout = 300ms;
  for (const char* path : {"/silent", "/drip"}) {
    request.url = server.url(path);
    EXPECT_EQ(fetch(request).error().code, Errc::timeout) << path;
  }
  EXPECT_EQ(get(server.url("/fine"))->status, 200);  // the loop still works
}

TEST_F(EgressTest, NobodyThereIsConnect) {
  std::string url;
  {
    ScriptedServer server([](const Seen&) { return Reply{}; });
    url = server.url();
  }
  EXPECT_EQ(get(url).error().code, Errc::connect);
  EXPECT_EQ(get("http://no-such-host.invalid/").error().code, Errc::host);
}

TEST_F(EgressTest, SizeIsCountedAfterDecompression) {
  ScriptedServer server([](const Seen&) {
    return Reply{200, {{"Content-Encoding", "gzip"}}, gzip(std::string(5000, 'x'))};
  });
  HttpRequest request;
  request.url = server.url();
  request.max_body = 5000;
  EXPECT_EQ(fetch(request)->body.size(), 5000u);
  request.max_body = 4999;
  EXPECT_EQ(fetch(request).error().code, Errc::too_large);
}

TEST_F(EgressTest, OneRequestAtATimeToAHost) {
  ScriptedServer server([](const Seen&) { return Reply{200, {}, "slow", Fault::drip, 2ms}; });
  int done = 0;
  const auto task = [&]() -> boost::asio::awaitable<void> {
    HttpRequest request;
    request.url = server.url();
    const Result<HttpResponse> reply = co_await egress.fetch(request);
    EXPECT_TRUE(reply);
    ++done;
  };
  for (int i = 0; i < 4; ++i) boost::asio::co_spawn(context, task(), boost::asio::detached);
  context.restart();
  context.run_for(5s);
  EXPECT_EQ(done, 4);
  EXPECT_EQ(server.most_at_once(), 1);
}

TEST_F(EgressTest, CancellingEndsTheRequestAndFreesTheHost) {
  ScriptedServer server([](const Seen& seen) {
    return Reply{200, {}, "x", seen.target == "/silent" ? Fault::silent : Fault::none};
  });
  boost::asio::cancellation_signal stop;
  std::optional<Errc> got;
  const auto task = [&](std::string url) -> boost::asio::awaitable<void> {
    HttpRequest request;
    request.url = std::move(url);
    const Result<HttpResponse> reply = co_await egress.fetch(request);
    got = reply.error().code;
  };
  boost::asio::co_spawn(context, task(server.url("/silent")),
                        boost::asio::bind_cancellation_slot(stop.slot(), [](std::exception_ptr) {}));
  boost::asio::steady_timer timer(context, 100ms);
  timer.async_wait([&](boost::system::error_code) { stop.emit(boost::asio::cancellation_type::terminal); });
  context.restart();
  context.run_for(3s);
  EXPECT_EQ(got, Errc::cancelled);
  EXPECT_EQ(get(server.url("/fine"))->status, 200);
}

TEST(EgressUrl, TargetsAndReferences) {
  const auto target = parse_target("HTTPS://Example.ORG/a b/ü?q=1#top");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->host, "example.org");
  EXPECT_EQ(target->origin(), "https://example.org:443");
  EXPECT_EQ(target->path, "/a%20b/%c3%bc?q=1");
  EXPECT_EQ(parse_target("wss://[2606:4700::1]:8443/x")->host, "2606:4700::1");
  EXPECT_EQ(parse_target("https://Müller.example/ü")->host, "xn--mller-kva.example");
  EXPECT_EQ(parse_target("http://１２７。0。0。1/")->host, "127.0.0.1");
  EXPECT_EQ(*resolve_url("http://a.example/b/c?d", "../e"), "http://a.example/e");
  EXPECT_EQ(*resolve_url("http://a.example/b", "//c.example/x"), "http://c.example/x");
  EXPECT_EQ(resolve_url("http://a.example/b", "javascript:x").error().code, Errc::address);
}

}  // namespace
}  // namespace resonanz::net
