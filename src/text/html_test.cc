#include "text/html.h"

#include <gtest/gtest.h>

namespace resonanz::text {
namespace {

TEST(HtmlText, WhatAReaderSees) {
  EXPECT_EQ(html_to_text("<p>Guten&nbsp;Tag</p><p>zwei<br>drei</p>"), "Guten\u00A0Tag\n\nzwei\ndrei");
  EXPECT_EQ(html_to_text(" a \n b <script>x</script><style>y</style><svg><text>z</text></svg>c"), "a b c");
  EXPECT_EQ(html_to_text("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"), "a b\nc");
  EXPECT_EQ(html_to_text("<pre>a\n  b</pre>"), "a\nb");
  EXPECT_EQ(html_to_text("a &lt; b &amp;&amp; c &#x1F600; &#150;"), "a < b && c 😀 –");
  EXPECT_EQ(html_to_text(""), "");
  EXPECT_EQ(html_to_text("\xFF<b>x"), "\uFFFDx");
}

TEST(HtmlText, FieldsThatMayBeHtml) {
  EXPECT_EQ(loose_html_to_text("List<T> & 1 < 2"), "List<T> & 1 < 2");
  EXPECT_EQ(loose_html_to_text("AT&amp;T <b>heute</b> List<T>"), "AT&T heute List<T>");
  EXPECT_EQ(loose_html_to_text("eins\nzwei"), "eins\nzwei");
  EXPECT_EQ(loose_html_to_text("a </p>b"), "a\n\nb");
  EXPECT_FALSE(has_markup("a <b"));
  EXPECT_TRUE(has_markup("a <br/>"));
}

TEST(HtmlSanitise, OnlyHarmlessElementsStay) {
  EXPECT_EQ(sanitise_html("<div class=x><p onclick=e()>a<img src=x onerror=y><b style=z>b</b></p></div>"),
            "<p>a<b>b</b></p>");
  EXPECT_EQ(sanitise_html("<script>x</script><style>y</style><template>z</template><svg><a href=http://x>q</a></svg>w"),
            "w");
  EXPECT_EQ(sanitise_html("1 < 2 &amp; \"3\""), "1 &lt; 2 &amp; &quot;3&quot;");
}

TEST(HtmlSanitise, LinksOnlyToTheWeb) {
  EXPECT_EQ(sanitise_html("<a href=\" HTTPS://x.test/?a=1&b=2 \" target=_blank>x</a>"),
            "<a href=\"HTTPS://x.test/?a=1&amp;b=2\" rel=\"nofollow noopener noreferrer\">x</a>");
  for (const char* bad : {"javascript:alert(1)", "java\nscript:x", "data:text/html,x", "//x.test", "x.html",
                          "vbscript:x", "&#1;javascript:x"})
    EXPECT_EQ(sanitise_html("<a href=\"" + std::string(bad) + "\">x</a>"), "x") << bad;
  EXPECT_EQ(sanitise_html("<a href=b>x</a>", "https://x.test/a/"),
            "<a href=\"https://x.test/a/b\" rel=\"nofollow noopener noreferrer\">x</a>");
  EXPECT_EQ(
      links_of(sanitise_html("<a href='https://a/?x&y'>1</a><a href=https://b>2</a><a href='https://a/?x&y'>3</a>")),
      (std::vector<std::string>{"https://a/?x&y", "https://b"}));
}

TEST(HtmlSanitise, ReadAgainItIsTheSame) {
  for (const char* html :
       {"<p><object></object><div><p>a</p></div>b", "<a href=http://a><table><td><a href=http://b>x</a></table></a>",
        "<li>a<div><li>b</div>", "<pre>\n\n\na</pre>", "<div> x</div>", "a&#13;b", "<b><p>x</b>y</p>",
        "<p>a<ul><li>b</p></ul>c", "<ul><li><p>x<span><li>y", "<pre><script>x</script>\na</pre>",
        "<b><b><b><b><b>x</b></b></b></b></b>", "<svg><p>x</svg>y", "<a href=\"http://x/&#13;y\">z</a>", "\a&#141;b",
        "&#xFFFE;&#x10FFFF;&#127;x"}) {
    const std::string once = sanitise_html(html);
    EXPECT_EQ(sanitise_html(once), once) << html;
  }
}

TEST(HtmlSanitise, WhatGumboTripsOver) {
  EXPECT_EQ(sanitise_html("<table><svg><select><title><select></table>x"), "x");
  EXPECT_EQ(sanitise_html("<template><th><col><math><annotation-xml encoding=text/html><![CDATA[\n]]>]]> "), "");
  EXPECT_EQ(sanitise_html("&#19666666666666666666666666;&#x1ffffffffffff;&#0000000000065;&#x110000;"),
            "\uFFFD\uFFFDA\uFFFD");
  EXPECT_EQ(html_to_text("<select><option>a<option>b</select>c"), "a\nb\nc");
}

TEST(HtmlSanitise, HostileNestingEndsQuickly) {
  const auto many = [](std::string_view part) {
    std::string out;
    while (out.size() < 1'000'000) out += part;
    return out;
  };
  for (const char* part :
       {"<div>", "<b>", "<b a=1><p>", "<div><table></div>", "<table>", "<a href=http://x><table>", "<li><ul>",
        "<p><b><i><u><em>", "<svg>", "<svg><desc>", "<x>", "</p>", "<select><div>", "<template>", "<font a><p>"}) {
    const std::string html = many(part) + "end";
    const std::string once = sanitise_html(html);
    EXPECT_EQ(sanitise_html(once), once) << part;
    html_to_text(html);
  }
}

}  // namespace
}  // namespace resonanz::text
