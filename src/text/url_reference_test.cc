#include "text/url_reference.h"

#include <gtest/gtest.h>

namespace resonanz::text {
namespace {

TEST(UrlReference, TheExamplesOfTheStandard) {  // RFC 3986, 5.4
  const struct {
    const char *reference, *wanted;
  } cases[] = {{"g:h", "g:h"},
               {"g", "http://a/b/c/g"},
               {"./g", "http://a/b/c/g"},
               {"g/", "http://a/b/c/g/"},
               {"/g", "http://a/g"},
               {"//g", "http://g"},
               {"?y", "http://a/b/c/d;p?y"},
               {"g?y", "http://a/b/c/g?y"},
               {"#s", "http://a/b/c/d;p?q#s"},
               {"g#s", "http://a/b/c/g#s"},
               {"g?y#s", "http://a/b/c/g?y#s"},
               {";x", "http://a/b/c/;x"},
               {"", "http://a/b/c/d;p?q"},
               {".", "http://a/b/c/"},
               {"./", "http://a/b/c/"},
               {"..", "http://a/b/"},
               {"../g", "http://a/b/g"},
               {"../..", "http://a/"},
               {"../../g", "http://a/g"},
               {"../../../g", "http://a/g"},
               {"/./g", "http://a/g"},
               {"g.", "http://a/b/c/g."},
               {"g;x=1/../y", "http://a/b/c/y"},
               {"g?y/../x", "http://a/b/c/g?y/../x"}};
  for (const auto& [reference, wanted] : cases)
    EXPECT_EQ(resolve_reference("http://a/b/c/d;p?q", reference), wanted) << reference;
}

TEST(UrlReference, WhatPeopleWrite) {
  EXPECT_EQ(resolve_reference("https://x.test", "a b"), "https://x.test/a b");
  EXPECT_EQ(resolve_reference("https://x.test?q", " /a\n"), "https://x.test/a");
  EXPECT_EQ(resolve_reference("", "a.html"), "a.html");
  EXPECT_EQ(resolve_reference("urn:x", "a.html"), "a.html");
  EXPECT_TRUE(is_web_address("HTTPS://x"));
  EXPECT_FALSE(is_web_address("javascript://x"));
  EXPECT_FALSE(is_web_address("http:x"));
}

}  // namespace
}  // namespace resonanz::text
