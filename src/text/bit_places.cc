#include "text/bit_places.h"

#include <vector>

#include "text/cpu.h"

namespace resonanz::text {
namespace {

constexpr std::uint32_t kBits = 64;

std::size_t write_one_by_one(std::span<const std::uint64_t> masks, std::uint32_t* places, std::uint32_t* before) {
  std::uint32_t* out = places;
  for (std::uint32_t i = 0; i < masks.size(); ++i) {
    before[i] = static_cast<std::uint32_t>(out - places);
    for (std::uint64_t bits = masks[i]; bits != 0; bits &= bits - 1)
      *out++ = kBits * i + static_cast<std::uint32_t>(__builtin_ctzll(bits));
  }
  return static_cast<std::size_t>(out - places);
}

#ifdef __x86_64__
/// With one instruction for the lowest bit and one that counts. Few masks have more than kMany bits, so there is
/// nothing to be guessed.
[[gnu::target("bmi,popcnt")]] std::size_t write_many(std::span<const std::uint64_t> masks, std::uint32_t* places,
                                                     std::uint32_t* before) {
  constexpr std::uint64_t kHighest = std::uint64_t{1} << (kBits - 1);
  constexpr int kMany = 32;
  std::uint32_t* out = places;
  for (std::uint32_t i = 0; i < masks.size(); ++i) {
    before[i] = static_cast<std::uint32_t>(out - places);
    std::uint64_t bits = masks[i];
    std::uint32_t* const end = out + __builtin_popcountll(bits);
    do {
#pragma GCC unroll 32
      for (int n = 0; n < kMany; ++n, bits &= bits - 1)
        out[n] = kBits * i + static_cast<std::uint32_t>(__builtin_ctzll(bits | kHighest));
      out += kMany;
    } while (out < end);
    out = end;
  }
  return static_cast<std::size_t>(out - places);
}
#endif

}  // namespace

std::span<const PlaceWriter> place_writers() {
  static const std::vector<PlaceWriter> writers = [] {
    std::vector<PlaceWriter> known{write_one_by_one};
#ifdef __x86_64__
    if (__builtin_cpu_supports("popcnt") && __builtin_cpu_supports("bmi")) known.push_back(write_many);
#endif
    return known;
  }();
  return writers;
}

std::size_t write_places(std::span<const std::uint64_t> masks, std::uint32_t* places, std::uint32_t* before) {
  static const PlaceWriter widest = place_writers().back();
  return widest(masks, places, before);
}

}  // namespace resonanz::text
