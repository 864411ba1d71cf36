#include "sources/feed/websub.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <charconv>

#include "net/http_client.h"
#include "sources/feed/feed.h"

namespace resonanz::sources::feed {
namespace {

std::string decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    const auto end = text.data() + std::min(i + 3, text.size());
    if (text[i] == '%' && i + 2 < text.size() && std::from_chars(text.data() + i + 1, end, value, 16).ptr == end) {
      out += static_cast<char>(value);
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::string parameter(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
    const auto equals = std::min(pair.find('='), pair.size());
    if (decode(pair.substr(0, equals)) == name) return decode(pair.substr(std::min(equals + 1, pair.size())));
  }
  return {};
}

const EVP_MD* method_of(std::string_view name, bool allow_sha1) {
  if (name == "sha256") return EVP_sha256();
  if (name == "sha384") return EVP_sha384();
  if (name == "sha512") return EVP_sha512();
  return name == "sha1" && allow_sha1 ? EVP_sha1() : nullptr;
}

std::string hmac_hex(const EVP_MD* method, std::string_view key, std::string_view body) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  HMAC(method, key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(body.data()),
       body.size(), digest, &size);
  std::string out;
  for (unsigned i = 0; i < size; ++i) out += fmt::format("{:02x}", digest[i]);
  return out;
}

bool is_signed(const Subscription& subscription, std::string_view signature, std::string_view body, bool allow_sha1) {
  const auto equals = signature.find('=');
  if (equals == signature.npos || subscription.secret.empty()) return false;
  const EVP_MD* method = method_of(signature.substr(0, equals), allow_sha1);
  if (!method) return false;
  std::string given(signature.substr(equals + 1));
  for (char& c : given) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const std::string wanted = hmac_hex(method, subscription.secret, body);
  return given.size() == wanted.size() && CRYPTO_memcmp(given.data(), wanted.data(), wanted.size()) == 0;
}

}  // namespace

bool is_due(const Subscription& subscription, TimeUs now) {
  return subscription.asked_at == 0 || now - subscription.asked_at >= subscription.lease_s * kSecondUs / 5 * 4;
}

std::string subscribe_form(const Subscription& subscription) {
  return fmt::format("hub.mode=subscribe&hub.topic={}&hub.callback={}&hub.lease_seconds={}&hub.secret={}",
                     net::percent_encode(subscription.topic), net::percent_encode(subscription.callback),
                     subscription.lease_s, net::percent_encode(subscription.secret));
}

Result<std::string> verify(const Subscription& subscription, std::string_view query) {
  const std::string mode = parameter(query, "hub.mode"), challenge = parameter(query, "hub.challenge");
  if (subscription.topic.empty() || parameter(query, "hub.topic") != subscription.topic)
    return fail(Errc::not_found, "we did not ask for this topic");
  if (mode == "denied")
    return fail(Errc::refused, "the hub denies the subscription: " + parameter(query, "hub.reason").substr(0, 200));
  if (mode != "subscribe" || challenge.empty()) return fail(Errc::not_found, "we did not ask for this");
  return challenge;
}

std::int64_t granted_lease(std::string_view query) {
  const std::string digits = parameter(query, "hub.lease_seconds");
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  return error == std::errc{} && seconds > 0 ? std::min<std::int64_t>(seconds, 366 * 86'400) : 0;
}

Result<std::vector<Item>> accept_delivery(const Subscription& subscription, std::string_view signature,
                                          std::string_view content_type, std::string_view body, bool allow_sha1) {
  if (!is_signed(subscription, signature, body, allow_sha1))
    return fail(Errc::credentials, "the delivery is not signed as agreed");
  TRY(Feed feed, read_feed(body, content_type, subscription.topic));
  return items_of(std::move(feed));
}

}  // namespace resonanz::sources::feed
