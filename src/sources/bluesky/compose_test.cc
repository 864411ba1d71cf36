#include "sources/bluesky/compose.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace resonanz::sources::bluesky {
namespace {

std::string shown(std::string_view text) {
  std::string out;
  for (const Facet& facet : find_facets(text)) {
    EXPECT_LE(facet.end, text.size());
    out += fmt::format("{}{}|",
                       facet.kind == Facet::Kind::link      ? "L"
                       : facet.kind == Facet::Kind::mention ? "M"
                                                            : "T",
                       text.substr(facet.begin, facet.end - facet.begin));
  }
  return out;
}

TEST(BlueskyCompose, FacetsInTheText) {
  EXPECT_EQ(shown("Grüße @anna.example, siehe https://x.example/a?b=c. #Rad"),
            "M@anna.example|Lhttps://x.example/a?b=c|T#Rad|");
  EXPECT_EQ(shown("(https://de.example/Rad_(Sport)) (#wien)!"), "Lhttps://de.example/Rad_(Sport)|T#wien|");
  EXPECT_EQ(shown("mail@example.org #1 # @ @anna https:// a#b"), "");
  EXPECT_EQ(shown("#größe_2, #ends."), "T#größe_2|T#ends|");
}

TEST(BlueskyCompose, OffsetsAreBytes) {
  const auto facets = find_facets("ü #x");
  ASSERT_EQ(facets.size(), 1u);
  EXPECT_EQ(facets[0].begin, 3u);
  EXPECT_EQ(facets[0].end, 5u);
}

TEST(BlueskyCompose, TheRecordKeyIsATidAndStable) {
  const std::string key = record_key("outbox-17");
  EXPECT_EQ(key, record_key("outbox-17"));
  EXPECT_NE(key, record_key("outbox-18"));
  ASSERT_EQ(key.size(), 13u);
  EXPECT_NE(std::string("234567abcdefghij").find(key[0]), std::string::npos);  // the top bit is 0
  for (int i = 0; i < 1000; ++i) {
    const std::string tid = record_key(std::to_string(i));
    EXPECT_EQ(tid.find_first_not_of("234567abcdefghijklmnopqrstuvwxyz"), std::string::npos);
    EXPECT_TRUE(tid.starts_with("3k") || tid.starts_with("3l") || tid.starts_with("3m")) << tid;
  }
}

TEST(BlueskyCompose, RepliesNameRootAndParent) {
  Outgoing outgoing;
  outgoing.text = "Hallo @a.example und @b.example";
  outgoing.lang = "de";
  outgoing.reply_to = "at://p";
  EXPECT_EQ(make_record(outgoing, {}, 0).error().code, Errc::value);
  outgoing.reply_ref = R"({"parent":{"uri":"at://p","cid":"cp"},"root":{"uri":"at://r","cid":"cr"}})";
  const auto record = make_record(outgoing, {{"a.example", "did:plc:a"}}, *parse_rfc3339("2026-11-23T09:00:00Z"));
  ASSERT_TRUE(record);
  EXPECT_EQ(
      boost::json::serialize(*record),
      R"({"$type":"app.bsky.feed.post","text":"Hallo @a.example und @b.example","createdAt":"2026-11-23T09:00:00Z",)"
      R"("langs":["de"],"facets":[{"index":{"byteStart":6,"byteEnd":16},"features":[{"$type":"app.bsky.richtext.facet#mention","did":"did:plc:a"}]}],)"
      R"("reply":{"root":{"uri":"at://r","cid":"cr"},"parent":{"uri":"at://p","cid":"cp"}}})");
}

TEST(BlueskyCompose, LengthInGraphemesAndBytes) {
  std::string family;
  for (int i = 0; i < 300; ++i) family += "e\u0301";
  EXPECT_TRUE(check_text(family));
  const auto over = check_text(family + "x");
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().detail, "301 of 300");
  std::string wide;
  for (int i = 0; i < 150; ++i) wide += "👩‍👩‍👧‍👦";
  EXPECT_EQ(check_text(wide).error().code, Errc::too_long);
}

}  // namespace
}  // namespace resonanz::sources::bluesky
