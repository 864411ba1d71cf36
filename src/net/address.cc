#include "net/address.h"

#include <charconv>

namespace resonanz::net {
namespace {

namespace ip = boost::asio::ip;

/// The first `prefix` bits of both are the same.
template <std::size_t N>
bool same_prefix(const std::array<unsigned char, N>& a, const std::array<unsigned char, N>& b, unsigned prefix) {
  const unsigned whole = prefix / 8, rest = prefix % 8;
  if (!std::equal(a.begin(), a.begin() + whole, b.begin())) return false;
  if (rest == 0) return true;
  const auto mask = static_cast<unsigned char>(0xff << (8 - rest));
  return (a[whole] & mask) == (b[whole] & mask);
}

struct Range4 {
  ip::address_v4::bytes_type base;
  unsigned prefix;
  std::string_view name;
};
constexpr Range4 kBlocked4[] = {
    {{0, 0, 0, 0}, 8, "unspecified"},           {{10, 0, 0, 0}, 8, "private"},
    {{100, 64, 0, 0}, 10, "carrier-grade NAT"}, {{127, 0, 0, 0}, 8, "loopback"},
    {{169, 254, 0, 0}, 16, "link-local"},       {{172, 16, 0, 0}, 12, "private"},
    {{192, 0, 0, 0}, 24, "reserved"},           {{192, 0, 2, 0}, 24, "documentation"},
    {{192, 31, 196, 0}, 24, "reserved"},        {{192, 52, 193, 0}, 24, "reserved"},
    {{192, 88, 99, 0}, 24, "6to4 relay"},       {{192, 168, 0, 0}, 16, "private"},
    {{192, 175, 48, 0}, 24, "reserved"},        {{198, 18, 0, 0}, 15, "benchmarking"},
    {{198, 51, 100, 0}, 24, "documentation"},   {{203, 0, 113, 0}, 24, "documentation"},
    {{224, 0, 0, 0}, 4, "multicast"},           {{240, 0, 0, 0}, 4, "reserved"},
};

std::string_view blocked_v4(const ip::address_v4::bytes_type& bytes) {
  for (const Range4& range : kBlocked4)
    if (same_prefix(bytes, range.base, range.prefix)) return range.name;
  return {};
}

using V6 = ip::address_v6::bytes_type;

bool in6(const V6& bytes, std::initializer_list<unsigned char> base, unsigned prefix) {
  V6 full{};
  std::copy(base.begin(), base.end(), full.begin());
  return same_prefix(bytes, full, prefix);
}

ip::address_v4::bytes_type v4_at(const V6& bytes, std::size_t offset) {
  return {bytes[offset], bytes[offset + 1], bytes[offset + 2], bytes[offset + 3]};
}

std::string_view blocked_v6(const V6& bytes) {
  if (in6(bytes, {}, 127)) return bytes[15] == 1 ? "loopback" : "unspecified";
  if (in6(bytes, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96)) return blocked_v4(v4_at(bytes, 12));  // v4-mapped
  if (in6(bytes, {}, 96)) return "v4-compatible";
  if (in6(bytes, {0, 0x64, 0xff, 0x9b}, 96)) return blocked_v4(v4_at(bytes, 12));  // NAT64
  if (in6(bytes, {0, 0x64, 0xff, 0x9b, 0, 1}, 48)) return "local NAT64";
  if (in6(bytes, {0x20, 0x02}, 16)) return blocked_v4(v4_at(bytes, 2));  // 6to4
  if (in6(bytes, {0x20, 0x01, 0, 0}, 32)) return "Teredo";
  if (in6(bytes, {0x20, 0x01}, 23)) return "reserved";
  if (in6(bytes, {0x20, 0x01, 0x0d, 0xb8}, 32) || in6(bytes, {0x3f, 0xff}, 20)) return "documentation";
  if (in6(bytes, {0xfe, 0x80}, 10)) return "link-local";
  if (in6(bytes, {0xfe, 0xc0}, 10)) return "site-local";
  if (in6(bytes, {0xfc}, 7)) return "private";
  if (in6(bytes, {0xff}, 8)) return "multicast";
  if (!in6(bytes, {0x20}, 3)) return "reserved";  // global unicast is 2000::/3
  // ISATAP: interface id 0000:5efe or 0200:5efe, then an IPv4 address.
  if ((bytes[8] & 0xfd) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == 0xfe)
    return blocked_v4(v4_at(bytes, 12));
  return {};
}

/// A v4-mapped address is the IPv4 address it carries.
IpAddress unmapped(const IpAddress& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) return ip::address_v4(v4_at(address.to_v6().to_bytes(), 12));
  return address;
}

}  // namespace

std::string_view why_blocked(const IpAddress& address) {
  return address.is_v4() ? blocked_v4(address.to_v4().to_bytes()) : blocked_v6(address.to_v6().to_bytes());
}

bool Cidr::contains(const IpAddress& address) const {
  const IpAddress plain = unmapped(address);
  if (plain.is_v4() != base.is_v4()) return false;
  return plain.is_v4() ? same_prefix(plain.to_v4().to_bytes(), base.to_v4().to_bytes(), prefix)
                       : same_prefix(plain.to_v6().to_bytes(), base.to_v6().to_bytes(), prefix);
}

std::optional<Cidr> parse_cidr(std::string_view text) {
  const auto slash = text.find('/');
  boost::system::error_code error;
  const IpAddress base = ip::make_address(std::string(text.substr(0, slash)), error);
  if (error) return std::nullopt;
  const unsigned most = base.is_v4() ? 32 : 128;
  if (slash == std::string_view::npos) return Cidr{base, most};
  const std::string_view digits = text.substr(slash + 1);
  unsigned prefix = 0;
  const auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
  if (digits.empty() || status != std::errc{} || end != digits.data() + digits.size() || prefix > most)
    return std::nullopt;
  return Cidr{base, prefix};
}

std::string_view Policy::why_blocked(std::string_view host, const IpAddress& address) const {
  if (std::find(allow_hosts.begin(), allow_hosts.end(), host) != allow_hosts.end()) return {};
  for (const Cidr& range : allow)
    if (range.contains(address)) return {};
  return net::why_blocked(address);
}

}  // namespace resonanz::net
