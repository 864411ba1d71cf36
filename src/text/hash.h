#pragma once
// A hash of short texts for tables in memory: sixteen bytes at a time, multiplied and folded (the mixing step of
// wyhash). Not the same from program to program, not against attackers: whoever looks up also compares.

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace resonanz::text {

static_assert(std::endian::native == std::endian::little,
              "a text's first byte is the lowest of the word it is read as");

inline std::uint64_t fold_multiply(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const auto product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

namespace detail {

inline constexpr std::uint64_t kHashA = 0xA0761D6478BD642F, kHashB = 0xE7037ED1A0B428DB, kHashC = 0x9E3779B97F4A7C15;

inline std::uint64_t load8(const char* at) {
  std::uint64_t word;
  std::memcpy(&word, at, 8);
  return word;
}
/// The last up to sixteen bytes, the missing ones 0; `state` is what came before.
inline std::uint64_t hash_end(std::uint64_t low, std::uint64_t high, std::uint64_t state, std::size_t size) {
  return fold_multiply(low ^ state ^ kHashA, high ^ kHashB ^ size);
}
/// Everything but the last up to sixteen bytes; moves `at` to them.
inline std::uint64_t hash_front(const char*& at, std::size_t size, std::uint64_t state) {
  for (; size > 16; at += 16, size -= 16)
    state = fold_multiply(load8(at) ^ state ^ kHashA, load8(at + 8) ^ kHashB) * kHashC;
  return state;
}
inline std::size_t end_size(std::size_t size) { return size <= 16 ? size : (size - 1) % 16 + 1; }

inline std::uint64_t load4(const char* at) {
  std::uint32_t word;
  std::memcpy(&word, at, 4);
  return word;
}
/// Up to eight bytes, the missing ones 0, by reads that overlap.
inline std::uint64_t load_end(const char* at, std::size_t size) {
  if (size >= 8) return load8(at);
  if (size >= 4) return load4(at) | load4(at + size - 4) << 8 * (size - 4);
  if (size == 0) return 0;
  const auto byte = [at](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(at[i])} << 8 * i; };
  return byte(0) | byte(size / 2) | byte(size - 1);
}

struct EndMask {
  std::uint64_t low, high;
};
/// By the number of bytes that count.
inline constexpr std::array<EndMask, 17> kEndMasks = [] {
  std::array<EndMask, 17> masks{};
  for (std::size_t n = 0; n <= 16; ++n) {
    masks[n].low = n >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << 8 * n) - 1;
    masks[n].high = n <= 8 ? 0 : n == 16 ? ~std::uint64_t{0} : (std::uint64_t{1} << 8 * (n - 8)) - 1;
  }
  return masks;
}();

}  // namespace detail

inline std::uint64_t hash_bytes(std::string_view text, std::uint64_t seed = 0) {
  const char* at = text.data();
  const std::uint64_t state = detail::hash_front(at, text.size(), seed * detail::kHashC);
  const std::size_t end = detail::end_size(text.size());
  const std::uint64_t high = end <= 8 ? 0 : detail::load8(at + end - 8) >> 8 * (16 - end);
  return detail::hash_end(detail::load_end(at, end), high, state, text.size());
}

/// The same for a text behind which sixteen more bytes can be read, whatever they are; faster.
inline std::uint64_t hash_padded(std::string_view text, std::uint64_t seed = 0) {
  const char* at = text.data();
  const std::uint64_t state = detail::hash_front(at, text.size(), seed * detail::kHashC);
  const detail::EndMask mask = detail::kEndMasks[detail::end_size(text.size())];
  return detail::hash_end(detail::load8(at) & mask.low, detail::load8(at + 8) & mask.high, state, text.size());
}

[[gnu::noinline]] inline std::uint64_t hash_long_word(const char* word, std::size_t size) {
  return hash_padded({word, size});
}
/// hash_padded() without a seed, for loops over words of which few are longer than sixteen bytes.
inline std::uint64_t hash_word(const char* word, std::size_t size) {
  if (size > 16) [[unlikely]]
    return hash_long_word(word, size);
  const detail::EndMask mask = detail::kEndMasks[size];
  return detail::hash_end(detail::load8(word) & mask.low, detail::load8(word + 8) & mask.high, 0, size);
}

/// True if the first `size` bytes are the same; behind both sixteen more can be read.
inline bool equal_padded(const char* a, const char* b, std::size_t size) {
  if (size > 16) return std::memcmp(a, b, size) == 0;
  const detail::EndMask mask = detail::kEndMasks[size];
  const std::uint64_t low = detail::load8(a) ^ detail::load8(b), high = detail::load8(a + 8) ^ detail::load8(b + 8);
  return ((low & mask.low) | (high & mask.high)) == 0;
}

}  // namespace resonanz::text
