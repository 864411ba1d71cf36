#include "model/post_json.h"

#include <gtest/gtest.h>

namespace resonanz {
namespace {

constexpr const char* kFull =
    R"({"id":"at://a/1","source":"brand","network":"bluesky","kind":"reply","url":"https://x.example/1","lang":"de",)"
    R"("created_at":"2026-11-23T09:00:00Z","author":{"id":"did:plc:1","handle":"x.test","name":"X","followers":12},)"
    R"("title":"","text":"Grüße","in_reply_to":"at://a/0","thread":"at://a/0","mentions":["acme.test"],)"
    R"("links":["https://y.example"],"media":["image"],"counts":{"likes":3,"shares":0,"replies":1}})";

TEST(PostJson, WhatIsWrittenReadsBackTheSame) {
  PostReader reader;
  const auto post = reader.read(kFull);
  ASSERT_TRUE(post.ok()) << post.error().text();
  EXPECT_EQ(write_post(*post), kFull);
}

TEST(PostJson, RatingsReadBackTheSame) {
  PostReader reader;
  const auto post = reader.read(R"({"id":"1","text":"a","rating":4.5})");
  ASSERT_TRUE(post.ok());
  EXPECT_EQ(reader.read(write_post(*post))->rating, 4.5);
}

TEST(PostJson, OnlyIdAndTextAreRequired) {
  PostReader reader;
  EXPECT_TRUE(reader.read(R"({"id":"1","text":"","unknown":{"a":[1]}})").ok());
  EXPECT_EQ(reader.read(R"({"text":"a"})").error().code, Errc::post);
  EXPECT_EQ(reader.read(R"({"id":"1"})").error().code, Errc::post);
  EXPECT_EQ(reader.read(R"([1])").error().code, Errc::post);
  EXPECT_EQ(reader.read(R"({"id":"1","text":7})").error().code, Errc::post);
  EXPECT_EQ(reader.read(R"({"id":"1","text":)").error().code, Errc::json);
}

TEST(PostJson, NumbersAreTakenAsIdsAndBadBytesAreReplaced) {
  PostReader reader;
  EXPECT_EQ(reader.read(R"({"id":18446744073709551615,"text":"a"})")->id, "18446744073709551615");
  EXPECT_EQ(reader.read("{\"id\":\"1\",\"text\":\"a\xFF\"}")->text, "a\uFFFD");
}

TEST(PostJson, HalvesOfCharactersAreReplaced) {
  PostReader reader;
  const auto text_of = [&](const std::string& escaped) {
    const auto post = reader.read("{\"id\":\"1\",\"text\":\"" + escaped + "\"}");
    return post ? post->text : post.error().text();
  };
  EXPECT_EQ(text_of("cut \\ud83d"), "cut \uFFFD");
  EXPECT_EQ(text_of("\\udc4d \\uD83D\\uDC4D"), "\uFFFD 👍");
  EXPECT_EQ(text_of("\\ud83d\\ud83d\\udc4d\\\\ud83d"), "\uFFFD👍\\ud83d");
  EXPECT_TRUE(text_of("\\uZZZZ").starts_with("E_JSON"));
}

}  // namespace
}  // namespace resonanz
