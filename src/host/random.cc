#include "host/random.h"

#include <sodium.h>

#include <stdexcept>
#include <string_view>

#include "host/encoding.h"

namespace resonanz::host {
namespace {
const bool sodium_ready = [] {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
  return true;
}();
}  // namespace

std::string random_bytes(std::size_t count) {
  std::string out(count, '\0');
  randombytes_buf(out.data(), out.size());
  return out;
}

std::string random_token(std::size_t bytes) { return base64(random_bytes(bytes), Base64::url); }

std::string random_password() {
  constexpr std::string_view kAlphabet = "abcdefghijkmnpqrstuvwxyz23456789";
  std::string out;
  for (int i = 0; i < 16; ++i) {
    if (i > 0 && i % 4 == 0) out += '-';
    out += kAlphabet[random_below(static_cast<std::uint32_t>(kAlphabet.size()))];
  }
  return out;
}

std::uint32_t random_below(std::uint32_t bound) { return randombytes_uniform(bound); }

}  // namespace resonanz::host
