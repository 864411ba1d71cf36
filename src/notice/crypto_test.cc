// Signatures and encryption against the standards' own examples.
#include <gtest/gtest.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>

#include "host/encoding.h"
#include "notice/signature.h"
#include "notice/web_push.h"

namespace resonanz::notice {
namespace {

std::string raw(std::string_view text) { return host::from_base64(text, host::Base64::url).value(); }
std::string url64(std::string_view bytes) { return host::base64(bytes, host::Base64::url); }

TEST(Signature, IsTheHmacOfIdTimeAndBody) {
  // The expected value is what hmac of Python gives for "id.time.body".
  const auto headers = webhook_headers("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLwSw", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                       1'614'265'330 * kSecondUs, R"({"test": 2432232314})");
  ASSERT_TRUE(headers);
  EXPECT_EQ(net::find_header(*headers, "webhook-signature"), "v1,pZN3CVESPCUuihODVQNgWONmlcH9xCz9b1ykcK53XqY=");
  EXPECT_EQ(net::find_header(*headers, "webhook-timestamp"), "1614265330");
  EXPECT_FALSE(webhook_headers("secret", "a", 0, "").ok());
}

// RFC 8291, section 5.
constexpr std::string_view kTheirs =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
constexpr std::string_view kAuth = "BTBZMqHH6r4Tts7J_aSIgg";
constexpr std::string_view kOurSecret = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
constexpr std::string_view kOurs =
    "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";

TEST(WebPush, EncryptsAsTheExampleOfRfc8291) {
  const auto to = read_subscription(fmt::format("{} {}", kTheirs, kAuth));
  ASSERT_TRUE(to);
  const auto body = encrypt_push(*to, "When I grow up, I want to be a watermelon", {raw(kOurSecret), raw(kOurs)},
                                 raw("DGv6ra1nlYgDCS1FRnbzlw"));
  ASSERT_TRUE(body);
  EXPECT_EQ(
      url64(*body),
      "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3"
      "jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
}

TEST(WebPush, APublicKeyFollowsFromItsPrivateOne) {
  const auto keys = ec_keys_from(raw(kOurSecret));
  ASSERT_TRUE(keys);
  EXPECT_EQ(url64(keys->open), kOurs);
  EXPECT_FALSE(ec_keys_from("short").ok());
}

TEST(WebPush, WhatIsNoSubscriptionIsRefused) {
  EXPECT_FALSE(read_subscription("").ok());
  EXPECT_FALSE(read_subscription("abc def").ok());
  std::string broken = raw(kTheirs);
  broken[40] = static_cast<char>(broken[40] ^ 1);  // no longer on the curve
  const auto to = read_subscription(url64(broken) + " " + std::string(kAuth));
  ASSERT_TRUE(to);
  EXPECT_EQ(encrypt_push(*to, "text").error().code, Errc::value);
  EXPECT_EQ(
      encrypt_push(*read_subscription(fmt::format("{} {}", kTheirs, kAuth)), std::string(5'000, 'x')).error().code,
      Errc::too_large);
}

/// Checks an ES256 signature (64 bytes) by OpenSSL, with the public point alone.
bool verifies(const std::string& point, std::string_view text, const std::string& signature) {
  ECDSA_SIG* parts = ECDSA_SIG_new();
  const auto* at = reinterpret_cast<const unsigned char*>(signature.data());
  ECDSA_SIG_set0(parts, BN_bin2bn(at, 32, nullptr), BN_bin2bn(at + 32, 32, nullptr));
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(parts, &der);
  EVP_PKEY* key = EVP_PKEY_new();
  EVP_PKEY_set_type(key, EVP_PKEY_EC);
  EVP_PKEY* named = EVP_EC_gen("P-256");
  EVP_PKEY_copy_parameters(key, named);
  EVP_PKEY_set1_encoded_public_key(key, reinterpret_cast<const unsigned char*>(point.data()), point.size());
  EVP_MD_CTX* digest = EVP_MD_CTX_new();
  EVP_DigestVerifyInit(digest, nullptr, EVP_sha256(), nullptr, key);
  const int good = EVP_DigestVerify(digest, der, static_cast<std::size_t>(size),
                                    reinterpret_cast<const unsigned char*>(text.data()), text.size());
  EVP_MD_CTX_free(digest), EVP_PKEY_free(key), EVP_PKEY_free(named), ECDSA_SIG_free(parts), OPENSSL_free(der);
  return good == 1;
}

TEST(WebPush, TheAuthorisationIsSignedForTheServiceAndTheTime) {
  const auto keys = make_ec_keys();
  ASSERT_TRUE(keys);
  const auto header = vapid_header(*keys, "https://push.example", "mailto:a@b.example", 1'000'000 * kSecondUs);
  ASSERT_TRUE(header);
  ASSERT_TRUE(header->starts_with("vapid t="));
  const auto comma = header->find(", k=");
  const std::string token = header->substr(8, comma - 8);
  const auto last = token.rfind('.');
  EXPECT_EQ(raw(header->substr(comma + 4)), keys->open);
  EXPECT_TRUE(verifies(keys->open, token.substr(0, last), raw(token.substr(last + 1))));
  EXPECT_FALSE(verifies(keys->open, token.substr(1, last - 1), raw(token.substr(last + 1))));
  const std::string claims = raw(token.substr(token.find('.') + 1, last - token.find('.') - 1));
  EXPECT_NE(claims.find(R"("aud":"https://push.example")"), std::string::npos) << claims;
  EXPECT_NE(claims.find(R"("exp":1043200)"), std::string::npos) << claims;
}

}  // namespace
}  // namespace resonanz::notice
