#pragma once
// Hashes that are part of a trained model: the same on every machine and in every release.

#include <cstdint>
#include <string_view>

namespace resonanz::understand {

inline constexpr std::uint64_t kHashSeed = 0x243F6A8885A308D3;

constexpr std::uint64_t hash_step(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15;
  return hash ^ hash >> 29;
}
constexpr std::uint64_t hash_text(std::string_view text, std::uint64_t seed) {
  for (const char c : text) seed = hash_step(seed, static_cast<unsigned char>(c));
  return seed;
}
/// The high bits are the best mixed: a table of 2^n rows takes the first n of these 32.
constexpr std::uint32_t feature_of(std::uint64_t hash) {
  return static_cast<std::uint32_t>((hash * 0xD6E8FEB86659FD93) >> 32);
}

}  // namespace resonanz::understand
