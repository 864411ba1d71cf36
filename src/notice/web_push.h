#pragma once
// Messages to browsers: encrypted for one subscription (RFC 8291, aes128gcm), signed by us (VAPID, RFC 8292).

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace resonanz::notice {

/// A key pair on P-256: 32 bytes private, 65 bytes public (uncompressed point).
struct EcKeys {
  std::string secret, open;
};
Result<EcKeys> make_ec_keys();
/// The pair of a private key. Errors: value.
Result<EcKeys> ec_keys_from(std::string_view secret);

/// What a browser gave us: its public key (65 bytes) and shared secret (16 bytes).
struct Subscription {
  std::string p256dh, auth;
};
/// "p256dh auth" in base64url. Errors: value.
Result<Subscription> read_subscription(std::string_view text);

/// The body to send, with Content-Encoding: aes128gcm. At most 3993 bytes of text. Errors: value (no point on the
/// curve), too_large.
Result<std::string> encrypt_push(const Subscription& to, std::string_view text);
/// With the ephemeral keys and the salt (16 bytes) given; for tests against the standard's example.
Result<std::string> encrypt_push(const Subscription& to, std::string_view text, const EcKeys& ours,
                                 std::string_view salt);

/// The Authorization header: "vapid t=…, k=…". `audience` is the origin of the push service, `contact` a mailto: or
/// https: address; valid for 12 hours.
Result<std::string> vapid_header(const EcKeys& ours, const std::string& audience, const std::string& contact,
                                 TimeUs now);

}  // namespace resonanz::notice
