#include "text/url.h"

#include <gtest/gtest.h>

namespace resonanz::text {
namespace {

std::string read(std::string_view text) {
  const auto url = parse_url(text);
  return url ? fmt::format("{}|{}|{}|{}", url->scheme, url->host, url->port, url->target) : "none";
}

TEST(Url, PartsAreRead) {
  EXPECT_EQ(read("https://user:pw@Shop.Acme.DE:8080/A/b?c=d#e"), "https|shop.acme.de|8080|/A/b?c=d");
  EXPECT_EQ(read("http://acme.de:80"), "http|acme.de||/");
  EXPECT_EQ(read("acme.de/x"), "|acme.de||/x");
  EXPECT_EQ(read("//acme.de?q"), "|acme.de||/?q");
  EXPECT_EQ(read("http://[2001:DB8::1]:81/"), "http|2001:db8::1|81|/");
}
TEST(Url, HostsAreNormalised) {
  EXPECT_EQ(host_of("https://Bücher.example/"), "xn--bcher-kva.example");
  EXPECT_EQ(host_of("https://straße.de"), "xn--strae-oqa.de");
  EXPECT_EQ(host_of("https://acme.de./"), "acme.de");
}
TEST(Url, TargetsAreEscapedTheSameWay) { EXPECT_EQ(read("a.de/ü%c3%bc é"), "|a.de||/%C3%BC%C3%BC%20%C3%A9"); }
TEST(Url, WhatHasNoHostIsNone) {
  for (const char* text : {"", "https://", "http:///x", "mailto:a@b.de", "a@b.de", "javascript:alert(1)",
                           "at://did:plc:x/y", "http://a b/", "http://..", "tel:+49"})
    EXPECT_EQ(read(text), "none") << text;
}
TEST(Url, RegistrableDomainsFollowThePublicSuffixList) {
  EXPECT_EQ(registrable_domain("shop.acme.co.uk"), "acme.co.uk");
  EXPECT_EQ(registrable_domain("acme.de"), "acme.de");
  EXPECT_EQ(registrable_domain("co.uk"), "co.uk");
  EXPECT_EQ(registrable_domain("localhost"), "localhost");
  EXPECT_EQ(registrable_domain("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(registrable_domain("www.xn--bcher-kva.de"), "xn--bcher-kva.de");
}

}  // namespace
}  // namespace resonanz::text
