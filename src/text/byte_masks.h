#pragma once
// 64 bytes of a text looked at together: which are word characters, which are signs that may belong to a word.

#include <cstdint>

namespace resonanz::text {

/// A bit a byte, the first byte lowest.
struct ByteMasks {
  std::uint64_t word;      ///< ASCII letters, digits and '_'
  std::uint64_t high;      ///< not ASCII
  std::uint64_t sign;      ///< '#' to '/': every sign that joins words, and a few that do not
  std::uint64_t tag;       ///< # $ @
  std::uint64_t trailing;  ///< # +
  std::uint64_t colon, bracket;

  friend bool operator==(const ByteMasks&, const ByteMasks&) = default;
};
inline constexpr std::size_t kMaskBytes = 64;

/// Reads 64 bytes at `from` and writes them to `lower`, ASCII letters in lower case. By SSE2 where there is such.
ByteMasks read_masks(const char* from, char* lower);
/// The same byte by byte, for other machines and as what the test compares with.
ByteMasks read_masks_plainly(const char* from, char* lower);

}  // namespace resonanz::text
