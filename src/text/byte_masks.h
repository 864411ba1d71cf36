#pragma once
// A text looked at 64 bytes at a time: which are word characters, which are signs that may belong to a word.

#include <cstdint>
#include <span>
#include <string_view>

namespace resonanz::text {

inline constexpr std::size_t kMaskBytes = 64;

/// A bit a byte, the first byte lowest.
struct ByteMasks {
  std::uint64_t word;  ///< ASCII letters, digits and '_'
  std::uint64_t sign;  ///< & ' + - . /: what can join words
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

constexpr std::size_t mask_blocks(std::size_t bytes) { return (bytes + kMaskBytes - 1) / kMaskBytes; }

/// Writes a ByteMasks for every 64 bytes of the text to `masks`, and the text with its ASCII letters in lower case to
/// `lower`; both have room for mask_blocks(text.size()) blocks. Bytes behind the text count as 0. Thread-safe.
using MaskReader = void (*)(std::string_view text, char* lower, ByteMasks* masks);

/// By the widest instructions that the machine has.
void read_masks(std::string_view text, char* lower, ByteMasks* masks);
/// Of 64 bytes, in lower case or not.
RareMasks read_rare(const char* from);

/// All that this machine can run; byte by byte, with which the tests compare the others, is the first.
std::span<const MaskReader> mask_readers();
RareMasks read_rare_plainly(const char* from);

}  // namespace resonanz::text
