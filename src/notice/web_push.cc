#include "notice/web_push.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/param_build.h>

#include <boost/json.hpp>
#include <memory>

#include "host/encoding.h"
#include "host/random.h"

namespace resonanz::notice {
namespace {

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* it) const {
    Free(it);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, Freed<EVP_CIPHER_CTX_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_clear_free>>;

constexpr std::size_t kSecret = 32, kPoint = 65, kAuth = 16, kSalt = 16, kTag = 16, kMost = 3993;
constexpr std::uint32_t kRecord = 4096;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
Error crypto() { return fail(Errc::internal, "OpenSSL"); }

std::string point_of(EVP_PKEY* key) {
  std::string out(kPoint, '\0');
  std::size_t size = 0;
  EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, bytes(out), out.size(), &size);
  out.resize(size);
  return out;
}

/// A key of OpenSSL from a point, and a private number where there is one.
Result<Key> key_from(std::string_view point, std::string_view secret) {
  const Builder builder(OSSL_PARAM_BLD_new());
  const Number number(secret.empty() ? nullptr : BN_bin2bn(bytes(secret), static_cast<int>(secret.size()), nullptr));
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  if (number) OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, number.get());
  const Params params(OSSL_PARAM_BLD_to_param(builder.get()));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  EVP_PKEY* key = nullptr;
  const int what = secret.empty() ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR;
  if (EVP_PKEY_fromdata_init(context.get()) != 1 || EVP_PKEY_fromdata(context.get(), &key, what, params.get()) != 1)
    return fail(Errc::value, "a key that is no point on P-256");
  return Key(key);
}

Result<std::string> agree(EVP_PKEY* ours, EVP_PKEY* theirs) {
  const KeyContext context(EVP_PKEY_CTX_new(ours, nullptr));
  std::size_t size = kSecret;
  std::string out(size, '\0');
  if (EVP_PKEY_derive_init(context.get()) != 1 || EVP_PKEY_derive_set_peer(context.get(), theirs) != 1 ||
      EVP_PKEY_derive(context.get(), bytes(out), &size) != 1)
    return fail(Errc::value, "a key that is no point on P-256");
  return out;
}

Result<std::string> hkdf(std::string_view salt, std::string_view secret, std::string_view info, std::size_t size) {
  const KeyContext context(EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nullptr));
  std::string out(size, '\0');
  if (EVP_PKEY_derive_init(context.get()) != 1 || EVP_PKEY_CTX_set_hkdf_md(context.get(), EVP_sha256()) != 1 ||
      EVP_PKEY_CTX_set1_hkdf_salt(context.get(), bytes(salt), static_cast<int>(salt.size())) != 1 ||
      EVP_PKEY_CTX_set1_hkdf_key(context.get(), bytes(secret), static_cast<int>(secret.size())) != 1 ||
      EVP_PKEY_CTX_add1_hkdf_info(context.get(), bytes(info), static_cast<int>(info.size())) != 1 ||
      EVP_PKEY_derive(context.get(), bytes(out), &size) != 1)
    return crypto();
  return out;
}

Result<std::string> aes_gcm(std::string_view key, std::string_view nonce, std::string_view text) {
  const Cipher cipher(EVP_CIPHER_CTX_new());
  std::string out(text.size() + kTag, '\0');
  int written = 0, last = 0;
  if (EVP_EncryptInit_ex(cipher.get(), EVP_aes_128_gcm(), nullptr, bytes(key), bytes(nonce)) != 1 ||
      EVP_EncryptUpdate(cipher.get(), bytes(out), &written, bytes(text), static_cast<int>(text.size())) != 1 ||
      EVP_EncryptFinal_ex(cipher.get(), bytes(out) + written, &last) != 1 ||
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(kTag), bytes(out) + text.size()) != 1)
    return crypto();
  return out;
}

/// DER (SEQUENCE of two INTEGERs) as the 64 bytes that JWS wants.
std::string raw_signature(std::string_view der) {
  const unsigned char* at = bytes(der);
  const std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>> signature(
      d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  std::string out(2 * kSecret, '\0');
  if (!signature) return {};
  BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), bytes(out), kSecret);
  BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), bytes(out) + kSecret, kSecret);
  return out;
}

std::string url64(std::string_view text) { return host::base64(text, host::Base64::url); }

}  // namespace

Result<EcKeys> make_ec_keys() {
  const Key key(EVP_EC_gen("P-256"));
  BIGNUM* raw = nullptr;
  if (!key || EVP_PKEY_get_bn_param(key.get(), OSSL_PKEY_PARAM_PRIV_KEY, &raw) != 1) return crypto();
  const Number number(raw);
  EcKeys out{std::string(kSecret, '\0'), point_of(key.get())};
  BN_bn2binpad(number.get(), bytes(out.secret), kSecret);
  return out;
}

Result<EcKeys> ec_keys_from(std::string_view secret) {
  if (secret.size() != kSecret) return fail(Errc::value, "a private key of another size");
  const std::unique_ptr<EC_GROUP, Freed<EC_GROUP_free>> group(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1));
  const std::unique_ptr<EC_POINT, Freed<EC_POINT_free>> point(EC_POINT_new(group.get()));
  const Number number(BN_bin2bn(bytes(secret), static_cast<int>(secret.size()), nullptr));
  EcKeys out{std::string(secret), std::string(kPoint, '\0')};
  if (EC_POINT_mul(group.get(), point.get(), number.get(), nullptr, nullptr, nullptr) != 1 ||
      EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, bytes(out.open), kPoint, nullptr) !=
          kPoint)
    return fail(Errc::value, "no private key on P-256");
  return out;
}

Result<Subscription> read_subscription(std::string_view text) {
  const auto space = text.find(' ');
  if (space == std::string_view::npos) return fail(Errc::value, "subscription");
  const auto key = host::from_base64(text.substr(0, space), host::Base64::url),
             auth = host::from_base64(text.substr(space + 1), host::Base64::url);
  if (!key || !auth || key->size() != kPoint || auth->size() != kAuth) return fail(Errc::value, "subscription");
  return Subscription{*key, *auth};
}

Result<std::string> encrypt_push(const Subscription& to, std::string_view text, const EcKeys& ours,
                                 std::string_view salt) {
  if (text.size() > kMost) return fail(Errc::too_large, "a push message");
  TRY(const Key theirs, key_from(to.p256dh, ""));
  TRY(const Key own, key_from(ours.open, ours.secret));
  TRY(const std::string agreed, agree(own.get(), theirs.get()));
  const std::string info = std::string("WebPush: info") + '\0' + to.p256dh + ours.open;
  TRY(const std::string input, hkdf(to.auth, agreed, info, 32));
  TRY(const std::string key, hkdf(salt, input, std::string("Content-Encoding: aes128gcm") + '\0', 16));
  TRY(const std::string nonce, hkdf(salt, input, std::string("Content-Encoding: nonce") + '\0', 12));
  TRY(const std::string sealed, aes_gcm(key, nonce, std::string(text) + '\x02'));  // the last and only record
  std::string out(salt);
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(kRecord >> shift & 0xff);
  out += static_cast<char>(ours.open.size());
  return out + ours.open + sealed;
}

Result<std::string> encrypt_push(const Subscription& to, std::string_view text) {
  TRY(const EcKeys ours, make_ec_keys());
  return encrypt_push(to, text, ours, host::random_bytes(kSalt));
}

Result<std::string> vapid_header(const EcKeys& ours, const std::string& audience, const std::string& contact,
                                 TimeUs now) {
  const boost::json::object claims{{"aud", audience}, {"exp", now / kSecondUs + 12 * 3600}, {"sub", contact}};
  const std::string signed_part = url64(R"({"typ":"JWT","alg":"ES256"})") + "." + url64(boost::json::serialize(claims));
  TRY(const Key key, key_from(ours.open, ours.secret));
  const Digest digest(EVP_MD_CTX_new());
  std::size_t size = 0;
  if (EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1 ||
      EVP_DigestSign(digest.get(), nullptr, &size, bytes(signed_part), signed_part.size()) != 1)
    return crypto();
  std::string der(size, '\0');
  if (EVP_DigestSign(digest.get(), bytes(der), &size, bytes(signed_part), signed_part.size()) != 1) return crypto();
  der.resize(size);
  return fmt::format("vapid t={}.{}, k={}", signed_part, url64(raw_signature(der)), url64(ours.open));
}

}  // namespace resonanz::notice
