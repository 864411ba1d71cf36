#pragma once
// A number looked for among many, sixteen at a time.

#include <cstdint>
#include <cstring>

namespace resonanz::text {

/// So many numbers behind the last may be read.
inline constexpr std::size_t kFindBehind = 15;

/// The place of the first number from `from` on, of `count`, whose bits under `mask` are `wanted`; `count`: none.
inline std::size_t find_masked(const std::uint32_t* numbers, std::size_t from, std::size_t count, std::uint32_t wanted,
                               std::uint32_t mask) {
  using Four [[gnu::vector_size(16)]] = std::uint32_t;
  const Four masks{mask, mask, mask, mask}, all_wanted{wanted, wanted, wanted, wanted};
  const auto same = [&](const std::uint32_t* at) {
    Four four;
    std::memcpy(&four, at, sizeof four);
    return (four & masks) == all_wanted;
  };
  for (; from < count; from += kFindBehind + 1) {
    const std::uint32_t* const at = numbers + from;
    const auto any = (same(at) | same(at + 4)) | (same(at + 8) | same(at + 12));
    std::uint64_t halves[2];
    std::memcpy(halves, &any, sizeof halves);
    if ((halves[0] | halves[1]) == 0) continue;
    while ((numbers[from] & mask) != wanted) ++from;
    return from < count ? from : count;
  }
  return count;
}

}  // namespace resonanz::text
