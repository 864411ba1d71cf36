#include "net/address.h"

#include <gtest/gtest.h>

namespace resonanz::net {
namespace {

std::string_view why(const char* text) { return why_blocked(boost::asio::ip::make_address(text)); }

TEST(Address, PublicOnesPass) {
  for (const char* text : {"1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1",
                           "192.0.1.1", "198.17.255.255", "198.20.0.1", "223.255.255.255", "2606:4700::1111",
                           "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1"})
    EXPECT_EQ(why(text), "") << text;
}

TEST(Address, EverythingElseIsBlocked) {
  for (const char* text : {"0.0.0.0",
                           "0.1.2.3",
                           "10.0.0.1",
                           "100.64.0.1",
                           "100.127.255.255",
                           "127.0.0.1",
                           "127.255.0.1",
                           "169.254.169.254",
                           "172.16.0.1",
                           "172.31.255.255",
                           "192.0.0.1",
                           "192.0.2.1",
                           "192.88.99.1",
                           "192.168.1.1",
                           "198.18.0.1",
                           "198.19.255.255",
                           "198.51.100.1",
                           "203.0.113.9",
                           "224.0.0.1",
                           "239.255.255.255",
                           "240.0.0.1",
                           "255.255.255.255",
                           "::",
                           "::1",
                           "::127.0.0.1",
                           "::8.8.8.8",
                           "::ffff:127.0.0.1",
                           "::ffff:169.254.169.254",
                           "64:ff9b::10.0.0.1",
                           "64:ff9b:1::1",
                           "2002:7f00:1::1",
                           "2002:a00:1::1",
                           "2001::1",
                           "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                           "2001:10::1",
                           "2001:db8::1",
                           "3fff::1",
                           "fe80::1",
                           "febf::1",
                           "fec0::1",
                           "fc00::1",
                           "fd12::1",
                           "ff02::1",
                           "100::1",
                           "4000::1",
                           "2606:4700::5efe:127.0.0.1",
                           "2606:4700::200:5efe:10.0.0.1"})
    EXPECT_NE(why(text), "") << text;
}

TEST(Address, CidrParsesAndContains) {
  using boost::asio::ip::make_address;
  const auto net = parse_cidr("10.20.0.0/14");
  ASSERT_TRUE(net);
  EXPECT_TRUE(net->contains(make_address("10.23.255.255")));
  EXPECT_TRUE(net->contains(make_address("::ffff:10.20.0.1")));
  EXPECT_FALSE(net->contains(make_address("10.24.0.0")));
  EXPECT_FALSE(net->contains(make_address("fd00::1")));
  EXPECT_TRUE(parse_cidr("fd00::/8")->contains(make_address("fd12::1")));
  EXPECT_TRUE(parse_cidr("0.0.0.0/0")->contains(make_address("1.2.3.4")));
  EXPECT_TRUE(parse_cidr("127.0.0.1")->contains(make_address("127.0.0.1")));
  for (const char* text : {"", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8x", "10.0.0/8", "host", "::/129"})
    EXPECT_FALSE(parse_cidr(text)) << text;
}

TEST(Address, PolicyOpensWhatTheOperatorNames) {
  const auto loopback = boost::asio::ip::make_address("127.0.0.1");
  Policy policy;
  EXPECT_EQ(policy.why_blocked("wiki.intern", loopback), "loopback");
  policy.allow_hosts = {"wiki.intern"};
  EXPECT_EQ(policy.why_blocked("wiki.intern", loopback), "");
  EXPECT_EQ(policy.why_blocked("other.intern", loopback), "loopback");
  policy.allow = {*parse_cidr("127.0.0.0/8")};
  EXPECT_EQ(policy.why_blocked("other.intern", loopback), "");
}

}  // namespace
}  // namespace resonanz::net
