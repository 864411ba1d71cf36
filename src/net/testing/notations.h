#pragma once
// Every way to write an address that a parser somewhere takes for one.

#include <boost/asio/ip/address.hpp>

#include <string>
#include <vector>

namespace resonanz::net::testing {

/// First, middle and last address of each IPv4 range that is not the public internet (IANA special-purpose registry).
inline std::vector<boost::asio::ip::address_v4> forbidden_v4() {
  constexpr std::pair<std::uint32_t, unsigned> kRanges[] = {
      {0x00000000, 8},  {0x0a000000, 8},  {0x64400000, 10}, {0x7f000000, 8},  {0xa9fe0000, 16}, {0xac100000, 12},
      {0xc0000000, 24}, {0xc0000200, 24}, {0xc0586300, 24}, {0xc0a80000, 16}, {0xc6120000, 15}, {0xc6336400, 24},
      {0xcb007100, 24}, {0xe0000000, 4},  {0xf0000000, 4},  {0xc01fc400, 24}, {0xc034c100, 24}, {0xc0af3000, 24}};
  std::vector<boost::asio::ip::address_v4> out;
  for (const auto& [base, prefix] : kRanges) {
    const std::uint32_t span = prefix == 0 ? 0xffffffff : 0xffffffffU >> prefix;
    for (const std::uint32_t offset : {std::uint32_t{1}, span / 2, span}) out.emplace_back(base + offset);
  }
  out.emplace_back(0xa9fea9fe);  // where clouds keep their secrets: 169.254.169.254
  return out;
}

inline std::vector<std::string> forbidden_v6() {
  return {"::",      "::1",          "fe80::1",     "febf::ffff", "fec0::1", "fc00::1",    "fd12:3456::1",
          "ff02::1", "ff0e::1",      "2001:db8::1", "3fff::1",    "2001::1", "2001:10::1", "2001:20::1",
          "100::1",  "64:ff9b:1::1", "5f00::1",     "2001:2::1",  "4000::1", "1::1",       "e000::1"};
}

inline std::string digits(std::uint32_t value, int base) {
  return base == 16 ? fmt::format("0x{:x}", value) : base == 8 ? fmt::format("0{:o}", value) : std::to_string(value);
}

/// Hosts (with brackets where they need them) that mean this IPv4 address, or carry it.
inline std::vector<std::string> notations(const boost::asio::ip::address_v4& address) {
  const std::uint32_t n = address.to_uint();
  const auto b = address.to_bytes();
  const auto hex = fmt::format("{:x}:{:x}", n >> 16, n & 0xffff);
  std::vector<std::string> out = {address.to_string(), address.to_string() + "."};
  for (int base : {10, 16, 8}) {
    out.push_back(digits(n, base));
    out.push_back(digits(b[0], base) + "." + digits(n & 0xffffff, base));
    out.push_back(digits(b[0], base) + "." + digits(b[1], base) + "." + digits(n & 0xffff, base));
    out.push_back(
        fmt::format("{}.{}.{}.{}", digits(b[0], base), digits(b[1], base), digits(b[2], base), digits(b[3], base)));
  }
  out.push_back(fmt::format("0X{:X}.{}.0{:o}.{}", b[0], b[1], b[2], b[3]));
  out.push_back(fmt::format("000{:o}.00{:o}.0{:o}.00000{:o}", b[0], b[1], b[2], b[3]));
  std::string percent, wide, stops;
  for (char c : address.to_string()) {
    percent += fmt::format("%{:02x}", static_cast<int>(c));
    wide += c == '.' ? std::string(".") : fmt::format("\xef\xbc{}", static_cast<char>(0x90 + c - '0'));
    stops += c == '.' ? std::string("\xe3\x80\x82") : std::string(1, c);
  }
  out.insert(out.end(), {percent, wide, stops});
  for (const std::string& inside :
       {"::ffff:" + address.to_string(), "::ffff:" + hex, "::" + address.to_string(), "::" + hex, "64:ff9b::" + hex,
        "64:ff9b::" + address.to_string(), "2002:" + hex + "::1", "2001:0:" + hex + "::1", "2001:4860::5efe:" + hex,
        "2001:4860::200:5efe:" + hex, "::ffff:0:" + hex, "0:0:0:0:0:ffff:" + hex})
    out.push_back("[" + inside + "]");
  return out;
}

inline std::vector<std::string> notations_v6(const std::string& text) {
  const auto address = boost::asio::ip::make_address_v6(text);
  const auto b = address.to_bytes();
  std::string whole;
  for (std::size_t i = 0; i < 16; i += 2) whole += fmt::format("{}{:02X}{:02X}", i ? ":" : "", b[i], b[i + 1]);
  return {"[" + text + "]",     "[" + whole + "]", "[" + text + "%25eth0]", "[" + text + "%eth0]",
          "[" + text + "%251]", "[" + text + "].", "%5b" + text + "%5d"};
}

/// Addresses around a host: what stands before, after or around it may fool one parser of two.
inline std::vector<std::string> urls(const std::string& host) {
  return {"http://" + host + "/",
          "http://" + host + ":80/",
          "http://public.example@" + host + "/",
          "http://" + host + "#@public.example/",
          "http://" + host + "?@public.example/",
          "http://" + host + "\\@public.example/",
          "http://public.example\\@" + host + "/",
          "http:///" + host + "/",
          "http:\\\\" + host + "\\",
          "HTTP://" + host};
}

}  // namespace resonanz::net::testing
