#pragma once
// 64 bytes of a text looked at together: which are word characters, which are signs that may belong to a word.

#include <cstdint>

namespace resonanz::text {

inline constexpr std::size_t kMaskBytes = 64;

/// A bit a byte, the first byte lowest.
struct ByteMasks {
  std::uint64_t word;  ///< ASCII letters, digits and '_'
  std::uint64_t sign;  ///< '#' to '/': every sign that joins words, and a few that do not
  bool has_rare;       ///< false: read_rare() would find nothing
};
/// What most stretches of most texts have none of.
struct RareMasks {
  std::uint64_t high = 0;      ///< not ASCII
  std::uint64_t tag = 0;       ///< # $ @
  std::uint64_t trailing = 0;  ///< # +
  std::uint64_t colon = 0, bracket = 0;

  friend bool operator==(const RareMasks&, const RareMasks&) = default;
};

/// Reads 64 bytes at `from` and writes them to `lower`, ASCII letters in lower case. By SSE2 where there is such.
ByteMasks read_masks(const char* from, char* lower);
RareMasks read_rare(const char* from);
/// The same byte by byte, for other machines and as what the test compares with.
ByteMasks read_masks_plainly(const char* from, char* lower);
RareMasks read_rare_plainly(const char* from);

}  // namespace resonanz::text
