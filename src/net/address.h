#pragma once
// Which IP addresses the public internet can have, and an operator's list of exceptions. Pure functions.
// Sources: IANA special-purpose address registries (RFC 6890 and its updates), RFC 6052 (NAT64), 3056 (6to4), 4380
// (Teredo).

#include <boost/asio/ip/address.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resonanz::net {

using IpAddress = boost::asio::ip::address;

/// "" for an address of the public internet, otherwise what it is: "loopback", "private", …
/// Forms that carry an IPv4 address inside IPv6 (mapped, compatible, NAT64, 6to4, ISATAP) are judged by that address;
/// Teredo is always refused.
std::string_view why_blocked(const IpAddress& address);

/// A range such as 10.0.0.0/8 or 2001:db8::/32; a single address is a range of one.
struct Cidr {
  IpAddress base;
  unsigned prefix = 0;

  bool contains(const IpAddress& address) const;
};
std::optional<Cidr> parse_cidr(std::string_view text);

/// What the operator opened beyond the public internet.
struct Policy {
  std::vector<Cidr> allow;
  std::vector<std::string> allow_hosts;  ///< exact names in lower case; whatever they resolve to is allowed

  /// "" if a connection for `host` may go to `address`, otherwise why not.
  std::string_view why_blocked(std::string_view host, const IpAddress& address) const;
};

}  // namespace resonanz::net
