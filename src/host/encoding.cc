#include "host/encoding.h"

#include <sodium.h>

namespace resonanz::host {
namespace {

const unsigned char* data(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

constexpr int number(Base64 variant) {
  return variant == Base64::standard ? sodium_base64_VARIANT_ORIGINAL : sodium_base64_VARIANT_URLSAFE_NO_PADDING;
}

}  // namespace

std::string hex(std::string_view bytes) {
  std::string out(2 * bytes.size() + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), data(bytes), bytes.size());
  out.pop_back();  // the terminating zero
  return out;
}

std::string sha256_hex(std::string_view bytes) {
  std::string digest(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.data()), data(bytes), bytes.size());
  return hex(digest);
}

std::string base64(std::string_view bytes, Base64 variant) {
  std::string out(sodium_base64_encoded_len(bytes.size(), number(variant)), '\0');
  sodium_bin2base64(out.data(), out.size(), data(bytes), bytes.size(), number(variant));
  out.pop_back();  // the terminating zero
  return out;
}

std::optional<std::string> from_base64(std::string_view text, Base64 variant) {
  std::string out(text.size(), '\0');
  std::size_t length = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(), nullptr,
                        &length, nullptr, number(variant)) != 0)
    return std::nullopt;
  out.resize(length);
  return out;
}

}  // namespace resonanz::host
