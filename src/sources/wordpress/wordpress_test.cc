// The WordPress connector against a scripted site: what a real one does is checked by tests/peers.

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "net/testing/run.h"
#include "net/testing/scripted_server.h"
#include "sources/connector.h"
#include "sources/wordpress/cursor.h"
#include "sources/wordpress/entry.h"
#include "sources/wordpress/sender.h"
#include "sources/wordpress/site.h"

namespace resonanz::sources {
const Kind& wordpress_kind();

namespace wordpress {
namespace {

using net::testing::Reply;
using net::testing::ScriptedServer;
using net::testing::Seen;

/// A site whose lists a test fills.
struct FakeSite {
  boost::json::array posts, comments;
  Reply post_reply{201, {}, "{}"};
  int status = 200;

  Reply answer(const Seen& seen) const {
    if (status != 200) return Reply{status, {{"Retry-After", "30"}}, "<html>go away</html>"};
    const std::string target = seen.target;
    if (seen.method == "POST") return post_reply;
    if (target == "/blog") return Reply{200, {{"Link", "</wp-json/>; rel=\"https://api.w.org/\""}}, "<html></html>"};
    if (target.starts_with("/wp-json/?") || target == "/wp-json/")
      return Reply{200, {}, R"({"name":"Rad &amp; Tour","namespaces":["oembed/1.0","wp/v2"]})"};
    if (target.starts_with("/wp-json/wp/v2/users/me")) return Reply{200, {}, R"({"id":7,"name":"Anna"})"};
    if (target.starts_with("/wp-json/wp/v2/posts?")) return list(posts, target);
    if (target.starts_with("/wp-json/wp/v2/comments?")) return list(comments, target);
    return Reply{
        404, {}, R"({"code":"rest_comment_invalid_id","message":"Invalid comment ID.","data":{"status":404}})"};
  }
  static Reply list(const boost::json::array& entries, const std::string& target) {
    const auto include = target.find("include=");
    boost::json::array out;
    for (const auto& entry : entries) {
      const std::string id = std::to_string(entry.at("id").as_int64());
      if (include == std::string::npos || target.find("=" + id, include) != std::string::npos) out.push_back(entry);
    }
    return Reply{200, {{"X-WP-TotalPages", "1"}}, boost::json::serialize(out)};
  }
};

boost::json::value comment(int id, const std::string& html, int parent = 0) {
  return {{"id", id},
          {"post", 3},
          {"parent", parent},
          {"author", 0},
          {"author_name", "Gerd &amp; Co"},
          {"author_url", ""},
          {"date_gmt", "2026-11-23T08:59:00"},
          {"content", {{"rendered", html}}},
          {"link", "http://x/#c"},
          {"status", "approved"}};
}

struct WordPressTest : ::testing::Test {
  WordPressTest()
      : server([this](const Seen& seen) { return site.answer(seen); }), egress(context.get_executor(), clock, open()) {
    Config config;
    config.settings["url"] = server.url("/blog");
    config.settings["poll_seconds"] = 1;
    config.settings["user"] = "anna";
    config.secrets["password"] = "abcd efgh";
    connector = std::move(*wordpress_kind().create(config, Services{egress, clock, "test"}));
  }
  static net::Egress::Options open() {
    net::Egress::Options options;
    options.policy.allow = {*net::parse_cidr("127.0.0.1")};
    return options;
  }
  Result<Batch> collect(std::string cursor) {
    return net::testing::run(context, connector->collect(std::move(cursor)));
  }

  FakeSite site;
  ScriptedServer server;
  boost::asio::io_context context;
  host::ManualClock clock{*parse_rfc3339("2026-11-23T09:00:00Z")};
  net::Egress egress;
  std::unique_ptr<Connector> connector;
};

TEST_F(WordPressTest, FindsTheInterfaceAndTheAccount) {
  const auto probe = net::testing::run(context, connector->probe());
  ASSERT_TRUE(probe) << probe.error().text();
  EXPECT_EQ(probe->title, "Rad & Tour");
  EXPECT_EQ(probe->account_id, "user:7");
  EXPECT_EQ(boost::json::value_to<std::string>(probe->settings.at("api")), server.url("/wp-json/"));
}

TEST_F(WordPressTest, NewEditedAndDeletedComments) {
  site.comments = {comment(1, "<p>Hallo</p>"), comment(2, "<p>Zwei</p>", 1)};
  auto batch = collect("");
  ASSERT_TRUE(batch) << batch.error().text();
  ASSERT_EQ(batch->items.size(), 2u);
  EXPECT_EQ(batch->items[0].native_id, "comment:1");
  EXPECT_EQ(batch->pause, std::chrono::seconds(1));
  EXPECT_EQ(batch->latest, parse_rfc3339("2026-11-23T08:59:00Z"));
  const std::string first_revision = batch->items[0].revision;

  batch = collect(batch->cursor);
  EXPECT_TRUE(batch->items.empty());  // the overlap stays quiet

  site.comments[0] = comment(1, "<p>Hallo, geändert</p>");
  clock.advance(10 * kSecondUs);
  batch = collect(batch->cursor);
  ASSERT_EQ(batch->items.size(), 1u);
  EXPECT_NE(batch->items[0].revision, first_revision);

  site.comments.erase(site.comments.begin());
  clock.advance(10 * kSecondUs);
  batch = collect(batch->cursor);
  ASSERT_EQ(batch->items.size(), 1u);
  EXPECT_EQ(batch->items[0].op, Op::remove);
  EXPECT_EQ(batch->items[0].native_id, "comment:1");
  clock.advance(10 * kSecondUs);
  EXPECT_TRUE(collect(batch->cursor)->items.empty());
}

TEST_F(WordPressTest, ACommentBecomesAPost) {
  const auto posts = connector->normalise(item_of(
      comment(2, "<p>Nein &#8211; <a href=\"https://x.example/?a=1&amp;b=2\">hier</a><script>x</script></p>", 1)));
  ASSERT_TRUE(posts) << posts.error().text();
  const Post& post = posts->at(0);
  EXPECT_EQ(post.id, "comment:2");
  EXPECT_EQ(post.kind, PostKind::reply);
  EXPECT_EQ(post.thread, "post:3");
  EXPECT_EQ(post.in_reply_to, "comment:1");
  EXPECT_EQ(post.text, "Nein – hier");
  EXPECT_EQ(post.author.name, "Gerd & Co");
  EXPECT_EQ(post.links, std::vector<std::string>{"https://x.example/?a=1&b=2"});
  EXPECT_EQ(post.created_at, parse_rfc3339("2026-11-23T08:59:00Z"));
  EXPECT_EQ(post.reply_ref, R"({"post":3,"parent":2})");
  EXPECT_EQ(post.html.find("script"), std::string::npos);
}

TEST_F(WordPressTest, ErrorsHaveTypes) {
  site.status = 503;
  auto batch = collect("");
  ASSERT_FALSE(batch);
  EXPECT_EQ(batch.error().code, Errc::throttled);
  EXPECT_EQ(batch.error().retry_after_s, 30);
  EXPECT_EQ(collect("rubbish").error().code, Errc::cursor);
  net::HttpResponse flood{
      400, {}, R"({"code":"comment_flood","message":"You are posting too quickly &#8211; slow down."})"};
  const Error error = refusal_of(flood, "x");
  EXPECT_EQ(error.code, Errc::throttled);
  EXPECT_EQ(error.retry_after_s, 15);
  EXPECT_EQ(error.detail, "comment_flood: You are posting too quickly – slow down.");
}

TEST_F(WordPressTest, SendsAnAnswerAndTakesADuplicateForFound) {
  Outgoing answer;
  answer.key = "k";
  answer.text = "Danke – 5 < 6 & \"mehr\"";
  answer.reply_to = "comment:2";
  answer.reply_ref = R"({"post":3,"parent":2})";
  site.post_reply = {201, {}, R"({"id":9,"post":3,"status":"hold","link":"http://x/#comment-9"})"};
  auto receipt = net::testing::run(context, connector->send(answer));
  ASSERT_TRUE(receipt) << receipt.error().text();
  EXPECT_EQ(receipt->native_id, "comment:9");
  EXPECT_TRUE(receipt->held);
  const auto seen = server.seen();
  EXPECT_EQ(seen.back().header("Authorization"), net::basic_auth("anna", "abcd efgh"));
  EXPECT_EQ(seen.back().body, R"({"content":"Danke – 5 &lt; 6 &amp; \"mehr\"","post":3,"parent":2})");

  boost::json::value ours = comment(9, "<p>Danke &#8211; 5 &lt; 6 &amp; &#8222;mehr&#8220;</p>", 2);
  ours.as_object()["author"] = 7;
  site.comments = {ours};
  site.post_reply = {409, {}, R"({"code":"comment_duplicate","message":"Duplicate comment detected"})"};
  receipt = net::testing::run(context, connector->send(answer));
  ASSERT_TRUE(receipt) << receipt.error().text();
  EXPECT_EQ(receipt->native_id, "comment:9");
  EXPECT_FALSE(receipt->held);

  site.post_reply = {401, {}, R"({"code":"rest_not_logged_in","message":"x"})"};
  EXPECT_EQ(net::testing::run(context, connector->send(answer)).error().code, Errc::credentials);
  site.post_reply = {200, {}, "<html>half"};
  EXPECT_EQ(net::testing::run(context, connector->send(answer)).error().code, Errc::timeout);
  answer.text = std::string(66'000, 'x');
  EXPECT_EQ(net::testing::run(context, connector->send(answer)).error().code, Errc::too_long);
}

TEST(WordPressCursor, RoundTripAndForgetting) {
  Cursor cursor;
  cursor.since = 5;
  cursor.posts.after = 7;
  cursor.comments.page = 3;
  for (int i = 0; i < 300; ++i) cursor.comments.known.put(i, "r" + std::to_string(i));
  const auto back = Cursor::parse(cursor.text());
  ASSERT_TRUE(back);
  EXPECT_EQ(back->text(), cursor.text());
  EXPECT_EQ(back->comments.known.entries().size(), 200u);
  EXPECT_TRUE(back->comments.known.has(299, "r299"));
  EXPECT_FALSE(back->comments.known.has(99, "r99"));
}

TEST(WordPressFile, ListsAndSingleEntries) {
  EXPECT_EQ(wordpress_kind().read_file("[{\"id\":1,\"post\":2,\"content\":{\"rendered\":\"x\"}},{}]", "")->size(), 2u);
  EXPECT_TRUE(wordpress_kind().read_file("[{}]", "")->at(0).problem);
  EXPECT_EQ(wordpress_kind().read_file("nothing", "").error().code, Errc::json);
}

}  // namespace
}  // namespace wordpress
}  // namespace resonanz::sources
