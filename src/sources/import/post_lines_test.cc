#include "sources/import/post_lines.h"

#include <gtest/gtest.h>

#include "text/testing/shared_data.h"

namespace resonanz::sources {
namespace {

TEST(PostLines, EveryLineIsAnItemWithItsNumber) {
  const auto items = read_post_file(
      "{\"id\":\"1\",\"text\":\"a\"}\r\n\n{\"id\":2,\"text\":\"b\"}\nkaputt\n{\"id\":\"3\"}\n{\"text\":\"x\"}");
  ASSERT_TRUE(items);
  ASSERT_EQ(items->size(), 5u);
  EXPECT_EQ((*items)[0].line, 1u);
  EXPECT_EQ((*items)[1].line, 3u);
  EXPECT_EQ((*items)[1].native_id, "2");
  EXPECT_EQ((*items)[2].problem->code, Errc::json);
  EXPECT_EQ((*items)[2].payload, "kaputt");
  EXPECT_EQ((*items)[3].problem->code, Errc::post);
  EXPECT_EQ((*items)[4].problem->code, Errc::post);
  EXPECT_EQ((*items)[4].line, 6u);
}

TEST(PostLines, ARevisionIsTheSameOnEveryMachine) {
  EXPECT_EQ(read_post_file("{\"id\":\"1\",\"text\":\"a\"}")->at(0).revision, "a56b7e81469a384f");
}

TEST(PostLines, PackedMarkedAndWide) {
  // printf '{"id":"1","text":"a"}' | zstd -19 --no-check
  const std::string packed("\x28\xB5\x2F\xFD\x20\x15\xA9\x00\x00{\"id\":\"1\",\"text\":\"a\"}", 30);
  EXPECT_EQ(*unpack(packed), "{\"id\":\"1\",\"text\":\"a\"}");
  EXPECT_EQ(unpack(packed.substr(0, 20)).error().code, Errc::value);
  EXPECT_EQ(unpack("\x28\xB5\x2F\xFDrubbish").error().code, Errc::value);
  EXPECT_EQ(read_post_file("\xEF\xBB\xBF{\"id\":\"1\",\"text\":\"ä\"}")->at(0).native_id, "1");
  std::string wide = "\xFF\xFE";
  for (const char c : std::string("{\"id\":\"7\",\"text\":\"a\"}")) wide += c, wide += '\0';
  EXPECT_EQ(read_post_file(wide)->at(0).native_id, "7");
  EXPECT_TRUE(read_post_file(" \n")->empty());
}

TEST(PostLines, TheForumStreamsOwnForm) {
  PostReader reader;
  const auto post = read_post_line(
      reader,
      R"({"id":"t3_x","title":"T","text":"","permalink":"https://f/1","url":"https://l/","created_utc":5,"score":-3,"comments":2})");
  ASSERT_TRUE(post) << post.error().text();
  EXPECT_EQ(post->url, "https://f/1");
  EXPECT_EQ(post->links, std::vector<std::string>{"https://l/"});
  EXPECT_EQ(post->created_at, 5 * kSecondUs);
  EXPECT_EQ(post->counts.likes, -3);
  EXPECT_EQ(read_post_line(reader, R"({"created_utc":5})").error().code, Errc::post);
  EXPECT_EQ(read_post_line(reader, R"({"created_utc":)").error().code, Errc::json);
}

/// The door takes objects: each text of the suite becomes a member that it ignores.
TEST(PostLines, JsonTestSuite) {
  NEEDS_SHARED_DATA("vectors/json-test-suite.tar.zst");
  const text::testing::Unpacked data("vectors/json-test-suite.tar.zst");
  ASSERT_TRUE(data.good());
  PostReader reader;
  int accepted = 0, refused = 0;
  for (const auto& file : std::filesystem::directory_iterator(data.folder() / "test_parsing")) {
    const std::string name = file.path().filename(), bytes = text::testing::read_file(file.path());
    const bool good = read_post_line(reader, R"({"id":"1","text":"","x":)" + bytes + "}").ok();
    if (name.starts_with("y_")) {
      EXPECT_TRUE(good) << name;
    }
    // Bytes that are no UTF-8 are replaced at the door, so a text that is wrong in nothing else is taken.
    if (name.starts_with("n_") && name.find("invalid_utf8") == name.npos && name.find("invalid-utf-8") == name.npos) {
      EXPECT_FALSE(good) << name;
    }
    accepted += good && name.starts_with("y_");
    refused += !good && name.starts_with("n_");
    if (!name.starts_with("i_")) (void)read_post_line(reader, bytes);  // and as it is: no post, no crash
  }
  EXPECT_EQ(accepted, 95);
  EXPECT_GE(refused, 180);
}

}  // namespace
}  // namespace resonanz::sources
