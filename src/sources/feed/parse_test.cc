// Feeds as they are in the wild: what each field becomes, and what broken XML still gives.

#include <gtest/gtest.h>

#include "sources/feed/entities.h"
#include "sources/feed/feed.h"
#include "sources/feed/values.h"
#include "sources/feed/xml_repair.h"
#include "sources/feed/xml_text.h"

namespace resonanz::sources::feed {
namespace {

Feed read(std::string_view bytes, std::string_view type = "", std::string_view base = "https://site.example/feed.xml") {
  auto feed = read_feed(bytes, type, base);
  EXPECT_TRUE(feed) << feed.error().text() << "\n" << bytes;
  return feed ? *std::move(feed) : Feed();
}

std::string rss(std::string_view item) {
  return "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' "
         "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:slash='http://purl.org/rss/1.0/modules/slash/'>"
         "<channel><title>Radblog</title><language>de-DE</language><item>" +
         std::string(item) + "</item></channel></rss>";
}

TEST(FeedRss, EveryField) {
  const Feed feed = read(rss(
      "<guid isPermaLink='false'>42</guid><link>/a?x=1#c</link><title>Bremse &amp;amp; &lt;b&gt;Licht&lt;/b&gt;</title>"
      "<dc:creator>Anna</dc:creator><description>kurz</description><content:encoded><![CDATA[<p>lang <a href='b'>hier</a>"
      "<img src='x.png'><script>x</script></p>]]></content:encoded><pubDate>Mon, 23 Nov 2026 10:00 CET</pubDate>"
      "<slash:comments>7</slash:comments><enclosure url='x.mp3' type='audio/mpeg'/>"));
  EXPECT_EQ(feed.title, "Radblog");
  ASSERT_EQ(feed.posts.size(), 1u);
  const Post& post = feed.posts[0];
  EXPECT_EQ(post.id, "42");
  EXPECT_EQ(post.kind, PostKind::article);
  EXPECT_EQ(post.url, "https://site.example/a?x=1#c");
  EXPECT_EQ(post.title, "Bremse & Licht");
  EXPECT_EQ(post.text, "lang hier");
  EXPECT_EQ(post.html, "<p>lang <a href=\"https://site.example/b\" rel=\"nofollow noopener noreferrer\">hier</a></p>");
  EXPECT_EQ(post.links, std::vector<std::string>{"https://site.example/b"});
  EXPECT_EQ(post.author.name, "Anna");
  EXPECT_EQ(post.created_at, parse_rfc3339("2026-11-23T09:00:00Z"));
  EXPECT_EQ(post.edited_at, std::nullopt);
  EXPECT_EQ(post.lang, "de-DE");
  EXPECT_EQ(post.counts.replies, 7);
  EXPECT_EQ(post.media, (std::vector<std::string>{"image", "audio"}));
}

TEST(FeedRss, AuthorsAndAddresses) {
  EXPECT_EQ(parse_person("a@x.example (Anna B.)").name, "Anna B.");
  EXPECT_EQ(parse_person("a@x.example (Anna B.)").id, "a@x.example");
  EXPECT_EQ(parse_person("Anna <a@x.example>").name, "Anna");
  EXPECT_EQ(parse_person(" Anna B. (Kiel) ").id, "Anna B. (Kiel)");
  EXPECT_EQ(read(rss("<guid>https://x.example/1</guid>")).posts[0].url, "https://x.example/1");
  EXPECT_EQ(read(rss("<guid isPermaLink='false'>https://x.example/1</guid>")).posts[0].url, "");
  EXPECT_EQ(read(rss("<link>https://x.example/1</link>")).posts[0].id, "https://x.example/1");
  const std::string hashed = read(rss("<title>a</title>")).posts[0].id;
  EXPECT_TRUE(hashed.starts_with("hash:"));
  EXPECT_NE(read(rss("<title>b</title>")).posts[0].id, hashed);
}

TEST(FeedRss, PlainTextKeepsItsLines) {
  const Post post = read(rss("<guid>1</guid><description>List&lt;T&gt;\n1 &lt; 2</description>")).posts[0];
  EXPECT_EQ(post.text, "List<T>\n1 < 2");
  EXPECT_EQ(post.html, "");
}

TEST(FeedRss, PaceAndPaging) {
  const Feed feed = read(
      "<rss xmlns:atom='http://www.w3.org/2005/Atom' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>"
      "<channel><ttl>90</ttl><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>12</sy:updateFrequency>"
      "<skipHours><hour>3</hour><hour>24</hour></skipHours><skipDays><day>Sunday</day></skipDays>"
      "<atom:link rel='hub' href='https://hub.example/'/><atom:link rel='self' href='/s'/>"
      "<atom:link rel='next' href='?page=2'/></channel></rss>");
  EXPECT_EQ(feed.pace.seconds, 7200);
  EXPECT_EQ(feed.pace.skip_hours.to_ulong(), 1u | 1u << 3);
  EXPECT_EQ(feed.pace.skip_days.to_ulong(), 1u);
  EXPECT_EQ(feed.hubs, std::vector<std::string>{"https://hub.example/"});
  EXPECT_EQ(feed.self, "https://site.example/s");
  EXPECT_EQ(feed.next, "https://site.example/feed.xml?page=2");
}

TEST(FeedRss, Rdf) {
  const Feed feed = read(
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' "
      "xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>T</title><dc:language>fr</dc:language></channel>"
      "<item rdf:about='urn:1'><title>a</title><dc:date>2026-11</dc:date></item></rdf:RDF>");
  ASSERT_EQ(feed.posts.size(), 1u);
  EXPECT_EQ(feed.posts[0].id, "urn:1");
  EXPECT_EQ(feed.posts[0].lang, "fr");
  EXPECT_EQ(feed.posts[0].created_at, parse_rfc3339("2026-11-01"));
}

TEST(FeedAtom, EveryField) {
  const Feed feed = read(R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://b.example/x/" xml:lang="de"
      xmlns:thr="http://purl.org/syndication/thread/1.0" xmlns:at="http://purl.org/atompub/tombstones/1.0">
    <title type="html">A &amp;amp; B</title><author><name>Chef</name></author>
    <entry xml:lang="en"><id>tag:1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Zwei <b>Wörter</b></div></title>
      <link rel="self" href="s"/><link href="p1"/><link rel="enclosure" type="video/mp4" href="v.mp4"/>
      <content type="xhtml" xml:base="sub/"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>Hallo <x:a href="q">Q</x:a></x:p></x:div></content>
      <published>2026-11-23T09:00:00Z</published><updated>2026-11-23T10:00:00Z</updated>
      <thr:in-reply-to ref="tag:0"/><thr:total>3</thr:total></entry>
    <entry><id>tag:2</id><content type="text">1 &lt; 2 &lt;b&gt;</content><updated>2026-11-23T10:00:00Z</updated></entry>
    <at:deleted-entry ref="tag:9" when="2026-11-23T10:00:00Z"/></feed>)");
  EXPECT_EQ(feed.title, "A & B");
  ASSERT_EQ(feed.posts.size(), 2u);
  const Post& post = feed.posts[0];
  EXPECT_EQ(post.title, "Zwei Wörter");
  EXPECT_EQ(post.url, "https://b.example/x/p1");
  EXPECT_EQ(post.html, "<p>Hallo <a href=\"https://b.example/x/sub/q\" rel=\"nofollow noopener noreferrer\">Q</a></p>");
  EXPECT_EQ(post.author.name, "Chef");
  EXPECT_EQ(post.lang, "en");
  EXPECT_EQ(post.created_at, parse_rfc3339("2026-11-23T09:00:00Z"));
  EXPECT_EQ(post.edited_at, parse_rfc3339("2026-11-23T10:00:00Z"));
  EXPECT_EQ(post.in_reply_to, "tag:0");
  EXPECT_EQ(post.kind, PostKind::comment);
  EXPECT_EQ(post.counts.replies, 3);
  EXPECT_EQ(post.media, std::vector<std::string>{"video"});
  EXPECT_EQ(feed.posts[1].text, "1 < 2 <b>");
  EXPECT_EQ(feed.posts[1].lang, "de");
  EXPECT_EQ(feed.removed, std::vector<std::string>{"tag:9"});
}

TEST(FeedJson, EveryField) {
  const Feed feed = read(R"({"version":"https://jsonfeed.org/version/1.1","title":"J","language":"de","next_url":"/2",
      "hubs":[{"type":"rssCloud","url":"x"},{"type":"WebSub","url":"https://hub.example"}],"authors":[{"name":"Chef"}],
      "items":[{"id":17,"url":"/a","external_url":"https://other.example/","content_html":"<p>x</p>","content_text":"x!",
        "date_published":"2026-11-23T09:00:00+01:00","attachments":[{"url":"y","mime_type":"image/png"}]},
        {"id":1.5,"summary":"kurz","author":{"name":"Anna","url":"https://anna.example"}},3]})");
  ASSERT_EQ(feed.posts.size(), 2u);
  const Post& post = feed.posts[0];
  EXPECT_EQ(post.id, "17");
  EXPECT_EQ(post.url, "https://site.example/a");
  EXPECT_EQ(post.text, "x!");
  EXPECT_EQ(post.html, "<p>x</p>");
  EXPECT_EQ(post.links, std::vector<std::string>{"https://other.example/"});
  EXPECT_EQ(post.author.name, "Chef");
  EXPECT_EQ(post.created_at, parse_rfc3339("2026-11-23T08:00:00Z"));
  EXPECT_EQ(feed.posts[1].author.id, "https://anna.example");
  EXPECT_EQ(feed.posts[1].text, "kurz");
  EXPECT_EQ(feed.next, "https://site.example/2");
  EXPECT_EQ(feed.hubs, std::vector<std::string>{"https://hub.example"});
}

TEST(FeedBroken, StillGivesItsEntries) {
  const struct {
    const char *what, *xml, *title;
  } cases[] = {
      {"HTML entities", "<rss><channel><item><title>M&uuml;ller&nbsp;&hellip;</title></item></channel></rss>",
       "Müller\u00A0…"},
      {"bare ampersand", "<rss><channel><item><title>A & B &co; &#xZ;</title></item></channel></rss>",
       "A & B &co; &#xZ;"},
      {"junk before",
       "PHP Notice: x\n  <?xml version='1.0'?><rss><channel><item><title>a</title></item></channel></rss>", "a"},
      {"junk behind", "<rss><channel><item><title>a</title></item></channel></rss><!-- 3 ms --></body><x>", "a"},
      {"control characters", "<rss><channel><item><title>a\x0C\x01 b&#1;</title></item></channel></rss>", "a b"},
      {"cut off", "<rss><channel><item><title>a</title><description>b <", "a"},
      {"cut off in CDATA", "<rss><channel><item><title><![CDATA[a", "a"},
      {"missing end tag", "<rss><channel><item><title>a</title><item><title>b</title></item></channel></rss>", "a"},
      {"wrong end tag", "<rss><channel><item><title>a</b></title></item></channel></rss>", "a"},
      {"attributes",
       "<rss version=2.0><channel nowrap><item a='1' a=\"2\" b='<&'><title>a</title></item></channel></rss>", "a"},
      {"undeclared prefix", "<rss><channel><item><dc:title>a</dc:title></item></channel></rss>", "a"},
      {"less than", "<rss><channel><item><title>1 < 2 <3</title></item></channel></rss>", "1 < 2 <3"},
      {"CDATA in CDATA", "<rss><channel><item><title><![CDATA[a <![CDATA[b]]> c]]></title></item></channel></rss>",
       "a <![CDATA[b]]> c"},
      {"entities of its own",
       "<!DOCTYPE rss [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><rss><channel><item><title>x&b;</title></item></channel></rss>",
       "x&b;"},
      {"naked HTML", "<rss><channel><item><title>a <br> b</title></item></channel></rss>", "a\nb"}};
  for (const auto& [what, xml, title] : cases) {
    const Feed feed = read(xml);
    ASSERT_FALSE(feed.posts.empty()) << what;
    EXPECT_EQ(feed.posts[0].title, title) << what;
  }
}

TEST(FeedBroken, WhatIsNoFeedSaysSo) {
  for (const char* bytes :
       {"", "  \n", "nothing", "<html><body>x</body></html>", "{\"a\":1}", "{", "\xEF\xBB\xBF", "<"}) {
    const auto feed = read_feed(bytes, "", "");
    ASSERT_FALSE(feed) << bytes;
    EXPECT_EQ(feed.error().code, Errc::feed);
  }
}

TEST(FeedCharset, DeclaredMarkedWrongAndMixed) {
  const auto title = [](std::string bytes, std::string_view type = "") {
    return read("<?xml version='1.0'" + bytes + "</title></item></channel></rss>", type).posts.at(0).title;
  };
  const std::string open = "?><rss><channel><item><title>";
  EXPECT_EQ(title(" encoding='ISO-8859-1'" + open + "M\xFCller"), "Müller");
  EXPECT_EQ(title(" encoding='windows-1251'" + open + "\xCF\xF0\xE8"), "При");
  EXPECT_EQ(title(" encoding='ISO-8859-1'" + open + "Müller"), "Müller");  // wrong: it is UTF-8
  EXPECT_EQ(title(" encoding='utf-8'" + open + "M\xFCller"), "Müller");    // wrong: it is not
  EXPECT_EQ(title(" encoding='utf-16'" + open + "Müller"), "Müller");
  EXPECT_EQ(title(" encoding='no-such'" + open + "M\xFCller"), "Müller");
  EXPECT_EQ(title(open + "M\xFCller", "text/xml; charset=\"iso-8859-2\""), "Müller");
  EXPECT_EQ(title(open + "Grüße aus Köln \xFF"), "Grüße aus Köln \uFFFD");  // one bad byte does not spoil the rest
  std::string wide;
  for (const char c : "<?xml version='1.0' encoding='utf-16'" + open + "hi</title></item></channel></rss>")
    wide += c, wide += '\0';
  EXPECT_EQ(read(wide).posts.at(0).title, "hi");
  EXPECT_EQ(read("\xFF\xFE" + wide).posts.at(0).title, "hi");
  EXPECT_EQ(charset_of("text/xml; Charset = x"), "");
}

TEST(FeedHostile, EndsQuicklyAndWithoutRecursion) {
  const auto many = [](std::string_view part, std::size_t bytes) {
    std::string out;
    while (out.size() < bytes) out += part;
    return out;
  };
  read("<rss><channel><item><title>" + many("<a>", 3'000'000));
  read("<rss><channel><item><title>x</title>" + many("</b>", 3'000'000));
  read("<rss><channel><item><title>" + many("<![CDATA[", 300'000));
  read("<rss><channel>" + many("<item>", 200'000));
  for (const char* part :
       {"<!--", "<?", "<!", "<![CDATA[<![CDATA[]]>", "<a b='", "<a b=\"<", "&", "&#", "<item><a>", "</item>", "]]>"})
    read("<rss><channel>" + many(part, 3'000'000));
  EXPECT_FALSE(read_feed("<rss>" + many("<a/>", 6'000'000) + "</rss>", "", ""));
}

TEST(FeedItems, PayloadsStandAlone) {
  Feed feed =
      read(rss("<guid>1</guid><description>&lt;p&gt;Hallo&lt;/p&gt;</description><slash:comments>1</slash:comments>"));
  const Item item = items_of(feed).at(0);
  const auto post = post_of(item.payload);
  ASSERT_TRUE(post) << post.error().text();
  EXPECT_EQ(post->text, "Hallo");
  EXPECT_EQ(post->html, "<p>Hallo</p>");
  EXPECT_EQ(post->network, "feed");
  feed.posts[0].counts.replies = 2;
  EXPECT_EQ(items_of(feed).at(0).revision, item.revision);  // one more comment is no edit
  feed.posts[0].text = "Hallo!";
  EXPECT_NE(items_of(feed).at(0).revision, item.revision);
  EXPECT_FALSE(post_of("{}"));
}

TEST(FeedItems, OneIdForDifferentEntries) {
  const Feed feed = read(
      "<rss><channel><item><guid>x</guid><link>https://a/1</link></item><item><guid>x</guid><link>https://a/2</link></item>"
      "<item><guid>y</guid><title>neu</title></item><item><guid>y</guid><title>neu</title></item></channel></rss>");
  const auto items = items_of(feed);
  ASSERT_EQ(items.size(), 3u);
  EXPECT_TRUE(items[0].native_id.starts_with("x#"));
  EXPECT_NE(items[0].native_id, items[1].native_id);
  EXPECT_EQ(items[2].native_id, "y");
}

TEST(FeedValues, Dates) {
  const auto is = [](const char* text, const char* wanted) {
    EXPECT_EQ(parse_date(text), parse_rfc3339(wanted)) << text;
  };
  is("2026", "2026-01-01");
  is("20261123", "2026-11-23");
  is("20261123T091011Z", "2026-11-23T09:10:11Z");
  is("2026-11-23T09:10Z", "2026-11-23T09:10:00Z");
  is("2026-11-23 09:10:11 GMT", "2026-11-23T09:10:11Z");
  is("Mon, 23 Nov 26 09:10 EST", "2026-11-23T14:10:00Z");
  is(" Mon Nov 23 09:10:11 2026 ", "2026-11-23T09:10:11Z");
  for (const char* text : {"", "Invalid Date", "gestern", "2026-13-01", "0000-00-00 00:00:00"})
    EXPECT_EQ(parse_date(text), std::nullopt) << text;
  EXPECT_EQ(language_tag("en_US"), "en-US");
  EXPECT_EQ(language_tag("englisch (GB)"), "");
  EXPECT_EQ(html_entity("auml"), U'ä');
  EXPECT_EQ(html_entity("zwnj"), char32_t{0x200C});
  EXPECT_EQ(html_entity("none"), std::nullopt);
}

}  // namespace
}  // namespace resonanz::sources::feed
