#pragma once
// Randomness from libsodium; safe for secrets. Thread-safe.

#include <cstdint>
#include <string>

namespace resonanz::host {

std::string random_bytes(std::size_t count);
/// URL-safe text carrying `bytes` bytes of randomness.
std::string random_token(std::size_t bytes = 24);
/// A password that a person can type: groups of letters and digits without look-alikes, about 77 bits.
std::string random_password();
/// Uniform in [0, bound).
std::uint32_t random_below(std::uint32_t bound);

}  // namespace resonanz::host
