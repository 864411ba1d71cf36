#include "notice/signature.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "host/encoding.h"

namespace resonanz::notice {
namespace {

constexpr std::string_view kPrefix = "whsec_";

std::string hmac_sha256(std::string_view key, std::string_view text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
       text.size(), digest, &size);
  return std::string(reinterpret_cast<const char*>(digest), size);
}

}  // namespace

Result<net::Headers> webhook_headers(std::string_view secret, const std::string& id, TimeUs now,
                                     std::string_view body) {
  if (!secret.starts_with(kPrefix)) return fail(Errc::value, "secret");
  const auto key = host::from_base64(secret.substr(kPrefix.size()), host::Base64::standard);
  if (!key || key->empty()) return fail(Errc::value, "secret");
  const std::string time = std::to_string(now / kSecondUs);
  const std::string signature =
      host::base64(hmac_sha256(*key, fmt::format("{}.{}.{}", id, time, body)), host::Base64::standard);
  return net::Headers{{"webhook-id", id}, {"webhook-timestamp", time}, {"webhook-signature", "v1," + signature}};
}

}  // namespace resonanz::notice
