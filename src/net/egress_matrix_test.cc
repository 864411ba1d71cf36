// No request reaches an address that is not the public internet's: every notation × range × way, judged by the
// addresses that connect() really got. The same cases with the guard open show that they would.
#include <gtest/gtest.h>

#include <cstdlib>

#include "net/egress.h"
#include "net/testing/network_twin.h"
#include "net/testing/notations.h"
#include "net/testing/run.h"
#include "net/testing/scripted_server.h"

namespace resonanz::net {
namespace {

using testing::NetworkTwin;
using testing::Reply;
using testing::ScriptedServer;
using testing::Seen;

constexpr const char* kPublic = "93.184.216.34";

/// A door, and an internet that is one address: public.example, whose server redirects to wherever the path says.
struct Matrix : ::testing::Test {
  boost::asio::io_context context;
  host::ManualClock clock{*parse_rfc3339("2026-11-23T09:00:00Z")};
  std::string redirect_to;
  ScriptedServer server{[this](const Seen& seen) {
    if (seen.target == "/away") return Reply{302, {{"Location", redirect_to}}, ""};
    return Reply{200, {}, "public"};
  }};
  NetworkTwin twin;
  std::optional<Egress> egress;
  int cases = 0, leaks = 0;
  std::vector<std::string> last;  ///< the first leaks, for people

  void SetUp() override {
    twin.resolve("public.example", {{kPublic}});
    twin.open(kPublic, server.port());
    guard({});
  }
  void guard(Policy policy) {
    egress.reset();
    Egress::Options options;
    options.policy = std::move(policy);
    egress.emplace(context.get_executor(), clock, options);
  }
  static Policy open_door() { return {{*parse_cidr("0.0.0.0/0"), *parse_cidr("::/0")}, {}}; }

  Result<HttpResponse> get(const std::string& url) {
    HttpRequest request;
    request.url = url;
    return testing::run(context, egress->fetch(request));
  }
  /// Counts a case, and a leak where connect() saw anything but the public address.
  void judge(const std::string& what) {
    ++cases;
    for (const auto& address : twin.connected()) {
      if (address == boost::asio::ip::make_address(kPublic)) continue;
      if (++leaks <= 10) last.push_back(what + " -> " + address.to_string());
      break;
    }
    twin.forget();
  }
  void direct(const std::string& url) {
    (void)get(url);
    judge(url);
  }
  void websocket(std::string url) {
    (void)testing::run(context, egress->websocket({"ws" + url.substr(4), {}, ""}));
    judge("WebSocket " + url);
  }
  void redirected(const std::string& url) {
    redirect_to = url;
    (void)get("http://public.example/away");
    judge("redirect to " + url);
  }
  void named(const std::vector<std::vector<std::string>>& answers) {
    const std::string name = fmt::format("r{}.example", cases);
    twin.resolve(name, answers);
    for (int i = 0; i < 2; ++i) (void)get("http://" + name + "/");
    (void)testing::run(context, egress->websocket({"ws://" + name + "/", {}, ""}));
    judge(fmt::format("name {}", fmt::join(answers.back(), ", ")));
  }

  void every_notation() {
    for (const auto& address : testing::forbidden_v4())
      for (const auto& host : testing::notations(address)) {
        direct("http://" + host + "/");
        redirected("http://" + host + "/");
        websocket("http://" + host + "/");
      }
    for (const auto& address : testing::forbidden_v6())
      for (const auto& host : testing::notations_v6(address)) {
        direct("http://" + host + "/");
        redirected("http://" + host + "/");
        websocket("http://" + host + "/");
      }
    for (const char* host : {"127.0.0.1", "[::1]", "0x7f.1", "2130706433", "169.254.169.254", "[::ffff:10.0.0.1]"})
      for (const auto& url : testing::urls(host)) {
        direct(url);
        redirected(url);
      }
  }
  /// The answer of the name service changes between two look-ups, or mixes public and forbidden addresses.
  void every_rebinding() {
    std::vector<std::string> forbidden = testing::forbidden_v6();
    for (const auto& address : testing::forbidden_v4()) {
      forbidden.push_back(address.to_string());
      forbidden.push_back("::ffff:" + address.to_string());
    }
    for (const auto& address : forbidden) {
      named({{address}});
      named({{kPublic}, {address}});
      named({{kPublic, address}});
      named({{address, kPublic}});
      named({{kPublic}, {kPublic, address}, {address}});
    }
  }
  void every_proxy_variable() {
    for (const char* name : {"http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
      for (const char* proxy : {"http://127.0.0.1:3128", "http://10.0.0.1:3128", "socks5h://192.168.0.1:1080",
                                "socks4://169.254.169.254", "http://[::1]:3128", "http://public.example@127.0.0.1:1"}) {
        ::setenv(name, proxy, 1);
        direct("http://public.example/");
        direct("http://10.0.0.1/");
        websocket("http://public.example/");
        redirected("http://10.0.0.1/");
        ::unsetenv(name);
      }
  }
};

TEST_F(Matrix, TheTwinIsReachedAndCounts) {
  EXPECT_EQ(get("http://public.example/")->body, "public");
  redirect_to = "http://public.example/end";
  EXPECT_EQ(get("http://public.example/away")->url, "http://public.example/end");
  EXPECT_EQ(twin.connected().front(), boost::asio::ip::make_address(kPublic));
  EXPECT_EQ(get("http://10.0.0.1/").error().code, Errc::egress);
  EXPECT_FALSE(get("http://nobody.example/"));
}

TEST_F(Matrix, NoRequestReachesAForbiddenAddress) {
  every_notation();
  every_rebinding();
  every_proxy_variable();
  fmt::print("{} cases, {} connects to a forbidden address\n", cases, leaks);
  EXPECT_GE(cases, 2000);
  EXPECT_EQ(leaks, 0) << fmt::format("{}", fmt::join(last, "\n"));
}

TEST_F(Matrix, TheSameCasesWouldLeakWithoutTheGuard) {
  guard(open_door());
  every_notation();
  every_rebinding();
  fmt::print("{} cases, {} connect to a forbidden address where nothing guards\n", cases, leaks);
  EXPECT_GE(leaks, 2000);
}

}  // namespace
}  // namespace resonanz::net
