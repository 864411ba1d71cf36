#pragma once
// Plain data of outgoing HTTP: a request, a reply, and what a reply means as an error. Sent by net::Egress.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "specs/settings.h"

namespace resonanz::net {

struct Header {
  std::string name, value;
};
using Headers = std::vector<Header>;

/// The first header of that name in any case; "" where there is none.
std::string_view find_header(const Headers& headers, std::string_view name);

struct HttpRequest {
  std::string method = "GET";
  std::string url;  ///< http or https, no user or password in it
  Headers headers;  ///< Authorization and Cookie are dropped when a redirect leaves the origin
  std::string body;
  std::size_t max_body = settings::kEgressMaxBody;  ///< of the reply, after decompression
  std::chrono::milliseconds timeout = std::chrono::seconds(settings::kEgressTotalTimeout);  ///< for each hop
  std::chrono::milliseconds idle = std::chrono::seconds(settings::kEgressIdleTimeout);      ///< without any byte
};

/// A reply of any status. Redirects of GET and HEAD have been followed; other methods see the 3xx itself.
struct HttpResponse {
  int status = 0;
  Headers headers;
  std::string body;
  std::string url;                   ///< where the reply came from
  std::string moved_to;              ///< the same, if every redirect on the way was permanent (301, 308); else ""
  std::optional<int> retry_after_s;  ///< Retry-After, both forms, at most a day

  std::string_view header(std::string_view name) const { return find_header(headers, name); }
  bool ok() const { return status >= 200 && status < 300; }
};

/// What a reply that is not 2xx means: 401 credentials; 403 refused; 404, 410 gone; 413 too_large;
/// 429, 503 throttled with retry_after_s; 408, 504 timeout; other 5xx server; all others protocol. `what` says what was
/// asked for.
Error error_of(const HttpResponse& response, std::string_view what);

/// "Basic …" for an Authorization header.
std::string basic_auth(std::string_view user, std::string_view password);
/// A value for a query string or form: everything but letters, digits and -._~ as %XX.
std::string percent_encode(std::string_view text);
/// Seconds or an HTTP date; empty where it is neither. Never negative, at most a day.
std::optional<int> parse_retry_after(std::string_view value, TimeUs now);

}  // namespace resonanz::net
