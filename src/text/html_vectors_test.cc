// The sanitiser against the cases of Loofah (MIT) and DOMPurify (Apache-2.0 or MPL-2.0), and against random markup.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "text/html.h"
#include "text/testing/clean_html.h"
#include "text/testing/shared_data.h"
#include "text/utf8.h"

namespace resonanz::text {
namespace {

void expect_clean(const std::string& html) {
  const std::string clean = sanitise_html(html);
  EXPECT_EQ(testing::complaint(clean), "") << html << "\n" << clean;
  EXPECT_EQ(sanitise_html(clean), clean) << html;
}

/// The string literal of JSON or JavaScript whose quote stands at `at`.
std::string literal(std::string_view text, std::size_t at) {
  std::string out;
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] != '\\') {
      out += text[at];
      continue;
    }
    const char kind = text[++at];
    const std::size_t digits = kind == 'u' ? 4 : kind == 'x' ? 2 : 0;
    if (digits > 0)
      append(out, static_cast<char32_t>(std::stoul(std::string(text.substr(at + 1, digits)), nullptr, 16)));
    else
      out += kind == 'n'   ? '\n'
             : kind == 't' ? '\t'
             : kind == 'r' ? '\r'
             : kind == 'f' ? '\f'
             : kind == 'b' ? '\b'
                           : kind;
    at += digits;
  }
  return out;
}

std::size_t check_all(const char* file, std::string_view key) {
  const std::string text = testing::read_file(testing::kSharedData / file);
  std::size_t count = 0;
  for (auto at = text.find(key); at != std::string::npos; at = text.find(key, at + 1), ++count)
    expect_clean(literal(text, text.find('"', at + key.size())));
  return count;
}

TEST(HtmlVectors, Loofah) {
  NEEDS_SHARED_DATA("vectors/loofah-sanitizer.dat");
  EXPECT_EQ(check_all("vectors/loofah-sanitizer.dat", "\"input\":"), 95u);
}

TEST(HtmlVectors, DomPurify) {
  NEEDS_SHARED_DATA("vectors/dompurify-expect.mjs");
  EXPECT_EQ(check_all("vectors/dompurify-expect.mjs", "\"payload\":"), 223u);
}

RC_GTEST_PROP(HtmlProperty, WhatComesOutIsCleanAndGoesThroughUnchanged, (const std::vector<std::uint8_t>& choices)) {
  static constexpr const char* kPieces[] = {"<p>",
                                            "</p>",
                                            "<a href=http://x>",
                                            "<a href='javascript:x'>",
                                            "</a>",
                                            "<b>",
                                            "</b>",
                                            "<i>",
                                            "</i>",
                                            "<ul>",
                                            "</ul>",
                                            "<ol>",
                                            "<li>",
                                            "</li>",
                                            "<pre>",
                                            "</pre>",
                                            "\n",
                                            " ",
                                            "x",
                                            "&lt;",
                                            "&#13;",
                                            "&amp;",
                                            "<br>",
                                            "</br>",
                                            "<blockquote>",
                                            "</blockquote>",
                                            "<span>",
                                            "</span>",
                                            "<div>",
                                            "</div>",
                                            "<table>",
                                            "<tr><td>",
                                            "</table>",
                                            "<svg>",
                                            "</svg>",
                                            "<math>",
                                            "<mi>",
                                            "<script>",
                                            "</script>",
                                            "<style>",
                                            "</style>",
                                            "<template>",
                                            "</template>",
                                            "<select>",
                                            "<option>",
                                            "<code>",
                                            "</code>",
                                            "<object>",
                                            "<h1>",
                                            "</h1>",
                                            "<!--",
                                            "-->",
                                            "<![CDATA[",
                                            "]]>",
                                            "\"",
                                            "'",
                                            "<textarea>",
                                            "</textarea>",
                                            "<title>",
                                            "<frameset>",
                                            "<body>",
                                            "</html>",
                                            "\0",
                                            "<del>",
                                            "<button>",
                                            "<form>",
                                            "<noscript>",
                                            "<plaintext>",
                                            "<u>",
                                            "<em>",
                                            "<font color=x>",
                                            "</font>",
                                            "<nobr>",
                                            "<dd>",
                                            "<image>",
                                            "<desc>"};
  std::string html;
  for (const std::uint8_t choice : choices) html += kPieces[choice % std::size(kPieces)];
  const std::string clean = sanitise_html(html);
  RC_ASSERT(testing::complaint(clean) == "");
  RC_ASSERT(sanitise_html(clean) == clean);
}

}  // namespace
}  // namespace resonanz::text
