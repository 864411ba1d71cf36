// Guard and HTTP client mean the same host in every address of the Web Platform Tests: what the guard read is compared
// with the name that is really looked up, or the address that is really connected to.
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include <set>

#include "net/egress.h"
#include "net/egress_url.h"
#include "net/testing/network_twin.h"
#include "net/testing/run.h"
#include "text/testing/shared_data.h"

namespace resonanz::net {
namespace {

namespace json = boost::json;

constexpr const char* kDeviations = "docs/internals/url-hosts.md";

std::string text(const json::object& row, const char* name) {
  const auto* value = row.if_contains(name);
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

/// Rows of the file as a person reads them: one line of JSON each, in ``.
std::set<std::string> listed() {
  std::set<std::string> out;
  std::ifstream in(kDeviations);
  for (std::string line; std::getline(in, line);)
    if (line.starts_with("- `")) out.insert(line);
  return out;
}

std::string row_of(const std::string& input, const std::string& ours, const std::string& standard) {
  // In ASCII, so that what looks empty or alike can be told apart.
  std::string shown;
  for (const char c : json::serialize(json::value(input)))
    shown += c > ' ' && c < 0x7f ? std::string(1, c) : fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  return fmt::format("- `{}`: here {}, standard {}", shown, ours == "refused" ? ours : percent_encode(ours),
                     standard.empty() ? "refused" : standard);
}

struct UrlHosts : ::testing::Test {
  text::testing::Unpacked vectors{"vectors/wpt-url.tar.zst"};
  testing::NetworkTwin twin;
  boost::asio::io_context context;
  host::ManualClock clock{*parse_rfc3339("2026-11-23T09:00:00Z")};
  Egress egress{context.get_executor(), clock, {.policy = {{*parse_cidr("0.0.0.0/0"), *parse_cidr("::/0")}, {}}}};

  /// Where the client went: a name, or an address.
  std::string client_host(const std::string& url) {
    twin.forget();
    HttpRequest request;
    request.url = url;
    (void)testing::run(context, egress.fetch(request));
    // Names have no letter case; libcurl knows without asking who localhost is.
    if (const auto asked = twin.asked(); !asked.empty()) return lower(asked.front());
    if (parse_target(url)->host == "localhost" && twin.connected().front().is_loopback()) return "localhost";
    if (const auto connected = twin.connected(); !connected.empty()) return connected.front().to_string();
    return {};
  }
};

TEST_F(UrlHosts, GuardAndClientMeanTheSameHost) {
  NEEDS_SHARED_DATA("vectors/wpt-url.tar.zst");
  ASSERT_TRUE(vectors.good());
  const auto all = json::parse(text::testing::read_file(vectors.folder() / "tests/wpt/urltestdata.json"));
  int cases = 0, equal = 0, refused = 0;
  std::set<std::string> deviations;
  for (const auto& entry : all.as_array()) {
    if (!entry.is_object() || !text(entry.as_object(), "base").empty()) continue;
    const auto& row = entry.as_object();
    const std::string input = text(row, "input"), standard = text(row, "hostname"), scheme = text(row, "protocol");
    if (!scheme.empty() && scheme != "http:" && scheme != "https:") continue;
    ++cases;
    const auto target = parse_target(input);
    if (!target) {
      ++refused;
      if (!standard.empty()) deviations.insert(row_of(input, "refused", standard));
      continue;
    }
    const std::string client = client_host(input);
    EXPECT_TRUE(client.empty() || client == target->host)
        << input << ": guard " << target->host << ", client " << client;
    equal += !client.empty() && client == target->host;
    std::string ours = target->host.find(':') == std::string::npos ? target->host : "[" + target->host + "]";
    if (ours != standard) deviations.insert(row_of(input, ours, standard));
  }
  fmt::print(
      "{} addresses: {} refused, {} with the same host in guard and client, {} read otherwise than the URL standard\n",
      cases, refused, equal, deviations.size());
  EXPECT_GT(equal, 50);
  const auto known = listed();
  std::string unlisted, stale;
  for (const auto& line : deviations) unlisted += known.contains(line) ? "" : line + "\n";
  for (const auto& line : known) stale += deviations.contains(line) ? "" : line + "\n";
  EXPECT_EQ(unlisted, "") << "not listed in " << kDeviations;
  EXPECT_EQ(stale, "") << "listed there and no longer true";
}

}  // namespace
}  // namespace resonanz::net
