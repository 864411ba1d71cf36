#include "api/cookies.h"

#include <boost/asio/ip/address.hpp>

namespace resonanz::api {
namespace {

constexpr int kDeviceDays = 400;  // as long as browsers keep any

std::string_view prefix(const Services& services) { return services.secure_cookie ? "__Host-" : ""; }

std::string session_name(const Services& services) { return fmt::format("{}resonanz_session", prefix(services)); }
std::string device_name(const Services& services) { return fmt::format("{}resonanz_device", prefix(services)); }

std::string set_cookie(const Services& services, std::string_view name, std::string_view value, std::int64_t max_age) {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}{}", name, value, max_age,
                     services.secure_cookie ? "; Secure" : "");
}

/// The last entry is the proxy's own word; what stands before it may be anybody's.
std::string_view last_forwarded(std::string_view header) {
  const auto comma = header.rfind(',');
  if (comma != header.npos) header.remove_prefix(comma + 1);
  while (header.starts_with(' ')) header.remove_prefix(1);
  return header;
}

/// One home or company has one IPv4 address, but 2^64 IPv6 addresses.
std::string network_of(const boost::asio::ip::address& address) {
  if (!address.is_v6() || address.to_v6().is_v4_mapped()) return address.to_string();
  auto bytes = address.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), 0);
  return boost::asio::ip::address_v6(bytes).to_string();
}

}  // namespace

std::string_view session_token(const Services& services, const net::Request& request) {
  return request.cookie(session_name(services));
}

std::string session_cookie(const Services& services, std::string_view token) {
  const auto life =
      token.empty() ? 0 : 7 * kDayUs / kSecondUs;  // the server ends it sooner (settings auth.session_hours)
  return set_cookie(services, session_name(services), token, life);
}

std::string device_cookie(const Services& services, std::string_view login) {
  const std::string proof = services.keys.seal(privacy::Purpose::device, auth::login_key(login));
  return set_cookie(services, device_name(services), proof, kDeviceDays * kDayUs / kSecondUs);
}

auth::Attempt attempt_of(const Services& services, const net::Request& request, std::string_view login) {
  boost::system::error_code error;
  auto address = boost::asio::ip::make_address(request.peer, error);
  if (services.secure_cookie && !error && address.is_loopback()) {
    const auto told = boost::asio::ip::make_address(last_forwarded(request.header("x-forwarded-for")), error);
    if (!error) address = told;
  }
  auth::Attempt attempt{auth::login_key(login), network_of(address), ""};
  const std::string_view proof = request.cookie(device_name(services));
  const auto known = services.keys.open(privacy::Purpose::device, proof);
  if (known && *known == attempt.login) attempt.device = proof;
  return attempt;
}

}  // namespace resonanz::api
