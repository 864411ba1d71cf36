#pragma once
// Signed webhooks after Standard Webhooks 1.0: HMAC-SHA-256 over id, time and body.

#include <string>
#include <string_view>

#include "base/time.h"
#include "net/http_client.h"

namespace resonanz::notice {

/// The headers webhook-id, webhook-timestamp and webhook-signature. `secret` is "whsec_" and base64. Errors: value.
Result<net::Headers> webhook_headers(std::string_view secret, const std::string& id, TimeUs now, std::string_view body);

}  // namespace resonanz::notice
