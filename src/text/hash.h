#pragma once
// A hash of short texts for tables in memory: eight bytes at a time, multiplied and folded (the mixing step of wyhash).
// Not the same from program to program, not against attackers: whoever looks up also compares.

#include <cstdint>
#include <cstring>
#include <string_view>

namespace resonanz::text {

inline std::uint64_t fold_multiply(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const auto product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

inline std::uint64_t hash_bytes(std::string_view text, std::uint64_t seed = 0) {
  constexpr std::uint64_t kA = 0xA0761D6478BD642F, kB = 0xE7037ED1A0B428DB;
  const char* at = text.data();
  std::size_t left = text.size();
  std::uint64_t hash = seed ^ kA, word = 0;
  for (; left >= 8; at += 8, left -= 8) {
    std::memcpy(&word, at, 8);
    hash = fold_multiply(hash ^ word, kB);
  }
  word = 0;
  if (left >= 4) {  // two reads of four bytes that may overlap
    std::uint32_t low, high;
    std::memcpy(&low, at, 4);
    std::memcpy(&high, at + left - 4, 4);
    word = static_cast<std::uint64_t>(high) << 32 | low;
  } else {
    for (std::size_t i = 0; i < left; ++i)
      word |= static_cast<std::uint64_t>(static_cast<unsigned char>(at[i])) << 8 * i;
  }
  return fold_multiply(hash ^ word, kA ^ text.size());
}

}  // namespace resonanz::text
