#pragma once
// From the masks of 64 bytes, and of those before, to the edges of words and to what may be more than a plain word.

#include "text/byte_masks.h"

namespace resonanz::text {

/// A block of a text.
struct WordMasks {
  std::uint64_t word = 0, sign = 0;  ///< see ByteMasks
  RareMasks rare{};
};

/// Bits moved to the following bytes, those of the block before coming in.
[[gnu::always_inline]] inline std::uint64_t behind(std::uint64_t mask, std::uint64_t before, int bytes) {
  return mask << bytes | before >> (kMaskBytes - bytes);
}

/// Where words begin and end.
[[gnu::always_inline]] inline std::uint64_t edges_of(const WordMasks& now, const WordMasks& before) {
  return now.word ^ behind(now.word, before.word, 1);
}

/// Where one word begins behind another and a sign: it's, 3.5, www.acme.de.
[[gnu::always_inline]] inline std::uint64_t joints_of(const WordMasks& now, const WordMasks& before) {
  return now.word & behind(now.sign, before.sign, 1) & behind(now.word, before.word, 2);
}

/// Where a word may be more than a plain word. Told at the last byte that is needed to know, which stands in the same
/// stretch between blanks.
[[gnu::always_inline]] inline std::uint64_t doubts_of(const WordMasks& now, const WordMasks& before) {
  const RareMasks &rare = now.rare, &rare_before = before.rare;
  return joints_of(now, before) | rare.high                         // other letters, emoji
         | (now.word & behind(rare.tag, rare_before.tag, 1))        // #tag
         | (rare.trailing & behind(now.word, before.word, 1))       // C++
         | (now.sign & behind(rare.colon, rare_before.colon, 1) & behind(now.word, before.word, 2))  // http://
         | (rare.bracket & behind(now.sign, before.sign, 1));       // www.[::1]
}

}  // namespace resonanz::text
