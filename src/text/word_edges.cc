#include "text/word_edges.h"

#include <bit>

namespace resonanz::text {
namespace {

/// A block of a text.
struct Block {
  ByteMasks masks{};
  RareMasks rare{};
};

/// Bits moved to the following bytes, those of the block before coming in.
[[gnu::always_inline]] inline std::uint64_t behind(std::uint64_t mask, std::uint64_t before, int bytes) {
  return mask << bytes | before >> (kMaskBytes - bytes);
}

/// Where a word may be more than a plain word. Told at the last byte that is needed to know, which stands in the same
/// stretch between blanks.
[[gnu::always_inline]] inline std::uint64_t doubts_of(const Block& now, const Block& before) {
  const std::uint64_t word = now.masks.word, sign = now.masks.sign;
  const std::uint64_t word_before_last = behind(word, before.masks.word, 2);
  const std::uint64_t after_sign = behind(sign, before.masks.sign, 1);
  const std::uint64_t joined = word & after_sign & word_before_last;  // it's, 3.5, www.acme.de
  if (!now.masks.has_rare && !before.masks.has_rare) return joined;
  const RareMasks &rare = now.rare, &rare_before = before.rare;
  return joined | rare.high                                                      // other letters, emoji
         | (word & behind(rare.tag, rare_before.tag, 1))                         // #tag
         | (rare.trailing & behind(word, before.masks.word, 1))                  // C++
         | (sign & behind(rare.colon, rare_before.colon, 1) & word_before_last)  // http://
         | (rare.bracket & after_sign);                                          // www.[::1]
}

template <typename T>
void grow_to(std::vector<T>& list, std::size_t size) {
  if (list.size() < size) list.resize(size + size / 2);
}

}  // namespace

void WordEdges::find(std::string_view text, char* lower) {
  const std::size_t blocks = mask_blocks(text.size());
  grow_to(masks_, blocks);
  grow_to(edge_bits_, blocks);
  grow_to(edges_before_, blocks);
  grow_to(doubt_bits_, blocks);
  grow_to(doubts_before_, blocks);
  grow_to(edges_, text.size() + 1 + kPlacesBehind);
  grow_to(doubts_, text.size());
  grow_to(doubt_places_, text.size() + kPlacesBehind);
  read_masks(text, lower, masks_.data());
  std::uint64_t before = 0;
  for (std::size_t i = 0; i < blocks; before = masks_[i++].word)
    edge_bits_[i] = masks_[i].word ^ behind(masks_[i].word, before, 1);
  edge_count_ = write_places_({edge_bits_.data(), blocks}, edges_.data(), edges_before_.data());
  find_doubts(blocks, lower);
  if (edge_count_ % 2 == 1) edges_[edge_count_++] = static_cast<std::uint32_t>(text.size());
}

void WordEdges::find_doubts(std::size_t blocks, const char* lower) {
  Block before;
  for (std::size_t i = 0; i < blocks; ++i) {
    Block now{masks_[i]};
    if (now.masks.has_rare) now.rare = read_rare(lower + i * kMaskBytes);
    doubt_bits_[i] = doubts_of(now, before);
    before = now;
  }
  doubt_count_ = write_places_({doubt_bits_.data(), blocks}, doubt_places_.data(), doubts_before_.data());
  for (std::size_t i = 0; i < doubt_count_; ++i) doubts_[i] = {doubt_places_[i], edge_of(doubt_places_[i])};
}

std::uint32_t WordEdges::edge_of(std::uint32_t place) const {
  const std::size_t block = place / kMaskBytes;
  const std::uint64_t below = (std::uint64_t{1} << place % kMaskBytes) - 1;
  return edges_before_[block] + static_cast<std::uint32_t>(std::popcount(edge_bits_[block] & below));
}

}  // namespace resonanz::text
