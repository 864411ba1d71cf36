#include "text/word_edges.h"

#include "text/edge_bits.h"
#include "text/word_edges_wide.h"

namespace resonanz::text {
namespace {

template <typename T>
void grow_to(std::vector<T>& list, std::size_t size) {
  if (list.size() < size) list.resize(size + size / 2);
}

}  // namespace

EdgeFinder edge_finder() {
  static const EdgeFinder widest = wide_edge_finder();
  return widest;
}

void WordEdges::find(std::string_view text, char* lower) {
  const std::size_t blocks = mask_blocks(text.size());
  grow_to(edges_, text.size() + 1 + kPlacesBehind);
  grow_to(doubts_, text.size() + kPlacesBehind);
  grow_to(edge_bits_, blocks);
  grow_to(edges_before_, blocks);
  const EdgeColumns columns{edges_.data(), doubts_.data(), edge_bits_.data(), edges_before_.data()};
  counts_ = finder_ != nullptr ? finder_(text, lower, columns) : find_by_masks(text, lower);
  if (counts_.edges % 2 == 1) edges_[counts_.edges++] = static_cast<std::uint32_t>(text.size());
}

EdgeCounts WordEdges::find_by_masks(std::string_view text, char* lower) {
  const std::size_t blocks = mask_blocks(text.size());
  grow_to(masks_, blocks);
  grow_to(doubt_bits_, blocks);
  grow_to(doubts_before_, blocks);
  read_masks(text, lower, masks_.data());
  WordMasks before;
  bool rare_before = false;
  for (std::size_t i = 0; i < blocks; ++i) {
    WordMasks now{masks_[i].word, masks_[i].sign};
    const bool rare = masks_[i].has_rare;
    if (rare) now.rare = read_rare(lower + i * kMaskBytes);
    edge_bits_[i] = edges_of(now, before);
    doubt_bits_[i] = rare || rare_before ? doubts_of(now, before) : joints_of(now, before);
    before = now, rare_before = rare;
  }
  return {write_places({edge_bits_.data(), blocks}, edges_.data(), edges_before_.data()),
          write_places({doubt_bits_.data(), blocks}, doubts_.data(), doubts_before_.data())};
}

}  // namespace resonanz::text
