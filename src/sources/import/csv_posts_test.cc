#include "sources/import/csv_posts.h"

#include <gtest/gtest.h>

#include "sources/import/post_lines.h"

namespace resonanz::sources {
namespace {

Post post_of(const Item& item) {
  PostReader reader;
  auto post = read_post_line(reader, item.payload);
  EXPECT_TRUE(post) << post.error().text();
  return post ? *std::move(post) : Post();
}

TEST(CsvPosts, EveryColumn) {
  const auto items = read_post_file(
      "ID, Text ,title,url,lang,network,in_reply_to,thread,author,author_id,author_name,followers,kind,created_at,mentions,links,media,"
      "likes,shares,replies,rating,unknown\n"
      "1,\"a, \"\"b\"\"\",t,https://u,de,forum,0,0,anna,id1,Anna,5,comment,2026-11-23T09:00:00Z,@x  @y,https://l,image,1,2,3,4.5,?\n");
  ASSERT_TRUE(items) << items.error().text();
  const Post post = post_of(items->at(0));
  EXPECT_EQ(post.id, "1");
  EXPECT_EQ(post.text, "a, \"b\"");
  EXPECT_EQ(post.author.handle, "anna");
  EXPECT_EQ(post.author.id, "id1");
  EXPECT_EQ(post.author.followers, 5);
  EXPECT_EQ(post.kind, PostKind::comment);
  EXPECT_EQ(post.created_at, parse_rfc3339("2026-11-23T09:00:00Z"));
  EXPECT_EQ(post.mentions, (std::vector<std::string>{"@x", "@y"}));
  EXPECT_EQ(post.counts.replies, 3);
  EXPECT_EQ(post.rating, 4.5);
}

TEST(CsvPosts, SeparatorsAndCharsets) {
  EXPECT_EQ(post_of(read_post_file("id;text\n1;M\xFCller, \x80 5\n")->at(0)).text, "Müller, € 5");
  EXPECT_EQ(post_of(read_post_file("\xEF\xBB\xBFid\ttext\r\n1\tMüller\r\n")->at(0)).text, "Müller");
  for (const bool marked : {true, false}) {
    std::string wide = marked ? "\xFF\xFE" : "";
    for (const char c : std::string("id,text\n1,abc\n")) wide += c, wide += '\0';
    EXPECT_EQ(post_of(read_post_file(wide)->at(0)).text, "abc");
  }
}

TEST(CsvPosts, ErrorsNameTheirRowAndKeepItsBytes) {
  const auto items = read_post_file(
      "id,text,created_at,likes,kind\n1,\"zwei\nZeilen\",,,\n2,x,gestern,,\n3,x,,viele,\n4,x,,,roman\n,x,,,\n6,x,\n7,\"x,,,\n8,gut,,3,post\n");
  ASSERT_TRUE(items);
  std::vector<std::pair<std::size_t, std::string>> problems;
  for (const Item& item : *items)
    if (item.problem) problems.emplace_back(item.line, item.problem->text());
  const std::vector<std::pair<std::size_t, std::string>> wanted = {{4, "E_POST: created_at gestern is not a time"},
                                                                   {5, "E_POST: viele is not a whole number"},
                                                                   {6, "E_POST: kind roman"},
                                                                   {7, "E_POST: \"id\" is missing"},
                                                                   {8, "E_CSV: 3 cells, the header has 5"},
                                                                   {9, "E_CSV: a quote is not closed"}};
  EXPECT_EQ(problems, wanted);
  ASSERT_EQ(items->size(), 8u);
  EXPECT_EQ((*items)[6].payload, "7,\"x,,,");
  EXPECT_EQ((*items)[7].native_id, "8");
  EXPECT_EQ((*items)[7].line, 10u);
}

TEST(CsvPosts, TheHeaderMustNameIdAndText) {
  EXPECT_EQ(read_post_file("a,b\n1,2\n").error().code, Errc::csv);
  EXPECT_EQ(read_post_file("just text\n").error().code, Errc::csv);
  EXPECT_TRUE(read_post_file("id,text\n")->empty());
}

}  // namespace
}  // namespace resonanz::sources
