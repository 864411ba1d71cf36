#pragma once
// Addresses of outgoing connections, read by the same parser that later connects (libcurl's), so that the guard and
// the connection never disagree about the host.

#include <string>
#include <string_view>

#include "base/result.h"

namespace resonanz::net {

struct Target {
  std::string scheme;  ///< "http", "https", "ws", "wss"
  std::string host;    ///< lower case; IPv6 without brackets; international names as punycode
  std::string port;    ///< always filled
  std::string path;    ///< with the query, at least "/"
  std::string url;     ///< the whole, normalised, without fragment

  bool secure() const { return scheme == "https" || scheme == "wss"; }
  bool web_socket() const { return scheme == "ws" || scheme == "wss"; }
  /// Scheme, host and port: what may share credentials.
  std::string origin() const { return scheme + "://" + host + ":" + port; }
};

/// Of a mail server: smtp or smtps. Errors as parse_target().
Result<Target> parse_mail_server(std::string_view url);
/// Errc::address for anything but http, https, ws, wss; for user or password in it; for control characters.
Result<Target> parse_target(std::string_view url);
/// `reference` as seen from `base`; both may be what servers and people write. Errors as parse_target().
Result<std::string> resolve_url(std::string_view base, std::string_view reference);

}  // namespace resonanz::net
