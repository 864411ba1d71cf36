#pragma once
// From masks to the places of their bits.

#include <cstddef>
#include <cstdint>
#include <span>

namespace resonanz::text {

/// So many places may be written behind the last.
inline constexpr std::size_t kPlacesBehind = 64;

/// Writes the places of all bits, counted through from the lowest of the first mask, to `places`, which has room for
/// all and kPlacesBehind more, and for each mask how many there were before it to `before`; returns how many there are.
/// Thread-safe.
using PlaceWriter = std::size_t (*)(std::span<const std::uint64_t> masks, std::uint32_t* places, std::uint32_t* before);

/// By the widest instructions that the machine has.
std::size_t write_places(std::span<const std::uint64_t> masks, std::uint32_t* places, std::uint32_t* before);

/// All that this machine can run; bit by bit, with which the tests compare the others, is the first.
std::span<const PlaceWriter> place_writers();

}  // namespace resonanz::text
