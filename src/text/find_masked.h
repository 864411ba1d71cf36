#pragma once
// A number looked for among many, sixteen at a time.

#include <cstddef>
#include <cstdint>
#include <span>

namespace resonanz::text {

/// So many numbers behind the last may be read.
inline constexpr std::size_t kFindBehind = 15;

/// The place of the first number from `from` on, of `count`, whose bits under `mask` are `wanted`; `count`: none.
using MaskedFinder = std::size_t (*)(const std::uint32_t* numbers, std::size_t from, std::size_t count,
                                     std::uint32_t wanted, std::uint32_t mask);

/// All that this machine can run; the first is for every machine.
std::span<const MaskedFinder> masked_finders();

/// By the widest instructions that the machine has.
inline std::size_t find_masked(const std::uint32_t* numbers, std::size_t from, std::size_t count, std::uint32_t wanted,
                               std::uint32_t mask) {
  static const MaskedFinder widest = masked_finders().back();
  return widest(numbers, from, count, wanted, mask);
}

}  // namespace resonanz::text
