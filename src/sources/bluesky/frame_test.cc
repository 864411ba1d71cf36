#include "sources/bluesky/frame.h"

#include <gtest/gtest.h>

#include "sources/bluesky/record.h"

namespace resonanz::sources::bluesky {
namespace {

constexpr const char* kV1 =
    R"({"did":"did:plc:a","time_us":1764000000000001,"kind":"commit","commit":{"rev":"3m","operation":"create",)"
    R"("collection":"app.bsky.feed.post","rkey":"3k","cid":"bafy","record":{"$type":"app.bsky.feed.post","text":"Hallo @b",)"
    R"("createdAt":"2026-11-23T09:00:00.000Z","langs":["de","en"],"reply":{"root":{"uri":"at://r","cid":"cr"},)"
    R"("parent":{"uri":"at://p","cid":"cp"}},"facets":[{"index":{"byteStart":0,"byteEnd":1},"features":[)"
    R"({"$type":"app.bsky.richtext.facet#mention","did":"did:plc:b"},{"$type":"app.bsky.richtext.facet#link","uri":"https://x.example/"}]}],)"
    R"("embed":{"$type":"app.bsky.embed.recordWithMedia","media":{"$type":"app.bsky.embed.images","images":[]}}}}})";

constexpr const char* kV2 =
    R"({"$type":"message","payload":{"$type":"network.bsky.jetstream.subscribeEvents#commit","seq":42,"did":"did:plc:a",)"
    R"("time":"2026-11-23T09:00:00.000001Z","rev":"3m","operation":"create","collection":"app.bsky.feed.post","rkey":"3k",)"
    R"("cid":"bafy","record":{"text":"Hallo","createdAt":"2026-11-23T09:00:00Z"}}})";

TEST(BlueskyFrame, BothVersionsGiveTheSameItem) {
  const Frame one = read_frame(kV1), two = read_frame(kV2);
  ASSERT_TRUE(one.item && two.item);
  EXPECT_EQ(one.item->native_id, "at://did:plc:a/app.bsky.feed.post/3k");
  EXPECT_EQ(one.item->native_id, two.item->native_id);
  EXPECT_EQ(one.item->revision, two.item->revision);
  EXPECT_EQ(one.time_us, 1764000000000001);
  EXPECT_EQ(two.seq, 42);
  EXPECT_EQ(two.time_us, parse_rfc3339("2026-11-23T09:00:00.000001Z"));
  const auto post = post_of(two.item->payload);
  ASSERT_TRUE(post);
  EXPECT_EQ(post->text, "Hallo");
  EXPECT_EQ(post->thread, post->id);
}

TEST(BlueskyFrame, APostWithEverything) {
  const auto post = post_of(kV1);
  ASSERT_TRUE(post) << post.error().text();
  EXPECT_EQ(post->url, "https://bsky.app/profile/did:plc:a/post/3k");
  EXPECT_EQ(post->kind, PostKind::reply);
  EXPECT_EQ(post->lang, "de");
  EXPECT_EQ(post->in_reply_to, "at://p");
  EXPECT_EQ(post->thread, "at://r");
  EXPECT_EQ(post->mentions, std::vector<std::string>{"did:plc:b"});
  EXPECT_EQ(post->links, std::vector<std::string>{"https://x.example/"});
  EXPECT_EQ(post->media, std::vector<std::string>{"image"});
  EXPECT_EQ(post->author.id, "did:plc:a");
  EXPECT_EQ(
      post->reply_ref,
      R"({"parent":{"uri":"at://did:plc:a/app.bsky.feed.post/3k","cid":"bafy"},"root":{"uri":"at://r","cid":"cr"}})");
}

/// The mentions of a post whose text is `text`, with one mention facet over bytes [begin, end).
std::vector<std::string> mentions_of(const std::string& text, int begin, int end) {
  return post_of(
             fmt::format(
                 R"({{"did":"did:plc:a","time_us":1,"kind":"commit","commit":{{"rev":"3m","operation":"create",)"
                 R"("collection":"app.bsky.feed.post","rkey":"3k","cid":"b","record":{{"text":"{}","createdAt":"2026-11-23T09:00:00Z",)"
                 R"("facets":[{{"index":{{"byteStart":{},"byteEnd":{}}},"features":[{{"$type":"app.bsky.richtext.facet#mention",)"
                 R"("did":"did:plc:b"}}]}}]}}}}}})",
                 text, begin, end))
      ->mentions;
}

TEST(BlueskyFrame, AMentionIsTheHandleThatTheTextShows) {
  EXPECT_EQ(mentions_of("Grüße an @kranich.test!", 11, 24),
            std::vector<std::string>{"kranich.test"});  // bytes, not letters
  for (const auto& [begin, end] : {std::pair{0, 6}, {11, 19}, {11, 25}, {24, 11}, {-1, 3}, {11, 4000}})
    EXPECT_EQ(mentions_of("Grüße an @kranich.test!", begin, end), std::vector<std::string>{"did:plc:b"}) << begin;
}

TEST(BlueskyFrame, DeletionsOfPostsAndAccounts) {
  const Frame gone = read_frame(
      R"({"did":"did:plc:a","time_us":5,"kind":"commit","commit":{"rev":"3n","operation":"delete","collection":"app.bsky.feed.post","rkey":"3k"}})");
  ASSERT_TRUE(gone.item);
  EXPECT_EQ(gone.item->op, Op::remove);
  EXPECT_EQ(gone.item->native_id, "at://did:plc:a/app.bsky.feed.post/3k");
  const Frame left = read_frame(
      R"({"did":"did:plc:a","time_us":6,"kind":"account","account":{"active":false,"did":"did:plc:a","status":"takendown"}})");
  ASSERT_TRUE(left.item);
  EXPECT_EQ(left.item->op, Op::remove_author);
  EXPECT_EQ(left.item->native_id, "did:plc:a");
  for (
      const char* text :
      {R"({"did":"d","time_us":6,"kind":"account","account":{"active":true}})",
       R"({"did":"d","time_us":6,"kind":"account","account":{"active":false,"status":"throttled"}})",
       R"({"did":"d","time_us":7,"kind":"identity","identity":{"did":"d","handle":"x.test"}})",
       R"({"did":"d","time_us":7,"kind":"commit","commit":{"collection":"app.bsky.feed.like","operation":"create","rkey":"x"}})"})
    EXPECT_FALSE(read_frame(text).item) << text;
}

TEST(BlueskyFrame, WordsOfTheServer) {
  const Frame end = read_frame(R"({"$type":"error","error":"ConsumerTooSlow","message":"x"})");
  ASSERT_TRUE(end.end);
  EXPECT_EQ(end.end->code, Errc::connect);
  const Frame info = read_frame(
      R"({"$type":"message","payload":{"$type":"network.bsky.jetstream.subscribeEvents#info","name":"OutdatedCursor","message":"old"}})");
  EXPECT_NE(info.gap, "");
  EXPECT_FALSE(info.item);
}

TEST(BlueskyFrame, RubbishIsKeptNotDropped) {
  for (const char* text : {"", "nonsense", "[]", "{}", "{\"$type\":\"message\"}",
                           R"({"kind":"commit","commit":{"collection":"app.bsky.feed.post"}})"}) {
    const Frame frame = read_frame(text);
    ASSERT_TRUE(frame.item) << text;
    EXPECT_TRUE(frame.item->problem) << text;
    EXPECT_EQ(frame.item->payload, text);
  }
}

}  // namespace
}  // namespace resonanz::sources::bluesky
