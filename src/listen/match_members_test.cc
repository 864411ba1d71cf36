// What is known of a post beside its words, operator by operator.
#include "listen/predicates.h"
#include "listen/testing.h"

namespace resonanz::listen {
namespace {

Post full_post() {
  Post post = post_of("Hallo @Acme.test, siehe https://shop.acme.co.uk/a/b?c=1 :)");
  post.id = "at://did:plc:x/1";
  post.source = "Brand Bsky";
  post.network = "bluesky";
  post.kind = PostKind::reply;
  post.url = "https://blog.example.co.uk/2026/post";
  post.lang = "de-AT";
  post.created_at = parse_rfc3339("2026-11-23T09:00:00Z");
  post.author = {.id = "did:plc:X", .handle = "Jörg.test", .name = "", .url = "", .avatar = "", .followers = 12};
  post.in_reply_to = "at://did:plc:parent/app.bsky.feed.post/3k";
  post.thread = "at://did:plc:root/1";
  post.mentions = {"acme.test"};
  post.links = {"https://Other.example/Path"};
  post.media = {"image"};
  post.counts = {.likes = 3, .shares = 0, .replies = {}};
  post.rating = 4.5;
  return post;
}

void expect_hits(std::initializer_list<const char*> queries) {
  for (const char* query : queries) EXPECT_TRUE(hit(query, full_post())) << query;
}
void expect_misses(std::initializer_list<const char*> queries) {
  for (const char* query : queries) EXPECT_FALSE(hit(query, full_post())) << query;
}

TEST(Members, AuthorIsTheHandleOrIdExactlyWithoutCase) {
  expect_hits(
      {"author:jörg.test", "author:@JÖRG.test", "author:DID:plc:x", "author:(a OR jörg.test)", "author:\"jörg.test\""});
  expect_misses({"author:jorg.test", "author:jörg", "author:x"});
}
TEST(Members, ToIsTheRepliedToHandle) {
  expect_hits({"to:acme.test", "to:did:plc:parent"});
  expect_misses({"to:jörg.test"});
  Post post = full_post();
  post.kind = PostKind::post;
  post.in_reply_to.clear();
  EXPECT_FALSE(hit("to:acme.test", post));
}
TEST(Members, MentionsAreInTheMembersAndInTheText) {
  expect_hits({"mentions:acme.test", "mentions:@ACME.test"});
  expect_misses({"mentions:other"});
  EXPECT_TRUE(hit("mentions:acme", "hi @acme"));
}
TEST(Members, SiteIsTheRegistrableDomainOfThePostsUrl) {
  expect_hits({"site:example.co.uk", "site:www.EXAMPLE.co.uk"});
  expect_misses({"site:co.uk", "site:acme.co.uk", "site:blog.example.co.uk"});
}
TEST(Members, HostIsExactAndUrlIsHostAndPathPrefix) {
  expect_hits({"host:blog.example.co.uk", "url:blog.example.co.uk/2026", "url:https://blog.example.co.uk/2026/post",
               "url:blog.example.co.uk"});
  expect_misses({"host:example.co.uk", "url:example.co.uk/2026", "url:blog.example.co.uk/2025"});
}
TEST(Members, LinkIsAnOutgoingLink) {
  expect_hits({"link:acme.co.uk", "link:shop.acme.co.uk", "link:shop.acme.co.uk/a", "link:shop.acme.co.uk/a/b?c=1",
               "link:other.example", "link:other.example/Path", "https://shop.acme.co.uk/a", "www.acme.co.uk"});
  expect_misses({"link:other.example/path", "link:www.shop.acme.co.uk", "link:example.co.uk", "link:acme.co.uk/a"});
}
TEST(Members, NetworkAndSourceAreNames) {
  expect_hits({"network:bluesky", "network:Bluesky", "source:\"brand bsky\""});
  expect_misses({"network:blue", "source:brand"});
}
TEST(Members, LangIsDeclaredOrDetected) {
  expect_hits({"lang:de", "lang:DE", "lang:de-CH"});
  expect_misses({"lang:en"});
  EXPECT_FALSE(hit("lang:de", "Kreuz und quer"));
  const DetectsGerman detector;
  EXPECT_TRUE(hit("lang:de", "Kreuz und quer"));
  EXPECT_FALSE(hit("kreuz -lang:de", "Kreuz und quer"));
  EXPECT_FALSE(hit("lang:de", "crisscross"));
  EXPECT_FALSE(hit("lang:de", "Kreuz und quer", "en"));
  EXPECT_TRUE(hit("muller lang:de", "Müller und Co")) << "detected German keeps the stripped forms";
}
TEST(Members, Kind) {
  expect_hits({"kind:reply", "kind:(post OR reply)"});
  expect_misses({"kind:post"});
}
TEST(Members, Has) {
  expect_hits({"has:link", "has:image"});
  expect_misses({"has:video", "has:question", "has:emoji"});
  EXPECT_TRUE(hit("has:question", "Wirklich?"));
  EXPECT_FALSE(hit("has:question", "https://a.de/?b"));
  EXPECT_TRUE(hit("has:emoji", "👍"));
  EXPECT_FALSE(hit("has:link", "acme.de"));
  EXPECT_TRUE(hit("has:link", "https://acme.de"));
}
TEST(Members, RangesAreInclusiveAndOpenAtEitherEnd) {
  expect_hits({"followers:12..", "followers:..12", "followers:1..12", "likes:3..3", "shares:..0", "rating:4.5..5"});
  expect_misses({"followers:13..", "followers:..11", "replies:0..", "rating:4.6.."});
}
TEST(Members, ThreadIsTheConversation) {
  expect_hits({"thread:at://did:plc:root/1"});
  expect_misses({"thread:at://did:plc:x/1"});
  EXPECT_TRUE(hit("thread:1", post_of("a")));
}
TEST(Members, SampleIsRepeatableAndFair) {
  int sampled = 0;
  for (int i = 0; i < 10'000; ++i) {
    Post post = post_of("a");
    post.id = std::to_string(i);
    const bool in = sample_of(post) < 10;
    EXPECT_EQ(in, hit("sample:10", post));
    sampled += in;
  }
  EXPECT_NEAR(sampled, 1000, 120);
  EXPECT_TRUE(hit("sample:100", post_of("a")));
}
TEST(Members, AfterAndBeforeAreDatesOrTimes) {
  expect_hits(
      {"after:2026-11-23", "after:2026-11-23T09:00:00Z", "before:2026-11-24", "before:2026-11-23T10:00:01+01:00"});
  expect_misses({"after:2026-11-24", "before:2026-11-23", "before:2026-11-23T09:00:00Z"});
  EXPECT_FALSE(hit("before:2030-01-01", post_of("a")));
}
TEST(Members, ListsAreKeptOnceAndUsedByName) {
  Lists lists;
  ASSERT_TRUE(lists.add("rivals", "words", {"Umbrella Corp", "#globex", "init*"}).ok());
  ASSERT_TRUE(lists.add("vip", "authors", {"@Jörg.test", "b"}).ok());
  ASSERT_TRUE(lists.add("press", "sites", {"example.co.uk", "news.acme.de", "x.de/blog"}).ok());
  EXPECT_TRUE(hit("list:rivals", post_of("die Umbrella Corp."), lists));
  EXPECT_TRUE(hit("a -list:rivals", post_of("a globex"), lists));
  EXPECT_FALSE(hit("a -list:rivals", post_of("a #Globex"), lists));
  EXPECT_TRUE(hit("list:Rivals NEAR/2 kauf", post_of("Initech Kauf"), lists));
  EXPECT_FALSE(hit("title:list:rivals", post_of("globex"), lists));
  EXPECT_TRUE(hit("list:vip", full_post(), lists));
  EXPECT_TRUE(hit("list:press", full_post(), lists));
  EXPECT_EQ(error_of("a NEAR/2 list:vip", Rules::live, lists).substr(0, 14), "E_NEAR_OPERAND");
  EXPECT_EQ(lists.add("x", "words", {"b*"}).error().code, Errc::wildcard_short);
  EXPECT_FALSE(lists.add("x", "things", {}).ok());
  EXPECT_FALSE(lists.add("x", "sites", {"a b"}).ok());
  ASSERT_TRUE(lists.add("leer", "words", {}).ok());
  EXPECT_FALSE(hit("list:leer", post_of("a"), lists));
}

}  // namespace
}  // namespace resonanz::listen
