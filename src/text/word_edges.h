#pragma once
// Where a text's plain words begin and end, and where it has more than plain words.

#include <bit>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/bit_places.h"
#include "text/byte_masks.h"

namespace resonanz::text {

/// What is written about a text; the room is the caller's.
struct EdgeColumns {
  std::uint32_t* edges;         ///< kPlacesBehind more than there are bytes
  std::uint32_t* doubts;        ///< the same
  std::uint64_t* edge_bits;     ///< by block: a bit a byte
  std::uint32_t* edges_before;  ///< by block
};
struct EdgeCounts {
  std::size_t edges = 0, doubts = 0;
};
/// WordEdges::find() in one pass; an edge at the very end of the text may be left out. Thread-safe.
using EdgeFinder = EdgeCounts (*)(std::string_view text, char* lower, const EdgeColumns& out);

/// The fastest that this machine can run, or none.
EdgeFinder edge_finder();

/// Reused from text to text: its memory grows to the longest and stays. Not thread-safe.
class WordEdges {
 public:
  /// Without a finder by masks, which every machine can.
  explicit WordEdges(EdgeFinder finder = edge_finder()) : finder_(finder) {}

  /// Of less than 4 GiB. Writes the text, its ASCII letters in lower case, to `lower`, which has room for
  /// mask_blocks(text.size()) blocks.
  void find(std::string_view text, char* lower);

  /// Where stretches of ASCII word characters begin and end, in turn.
  std::span<const std::uint32_t> edges() const { return {edges_.data(), counts_.edges}; }
  /// Places in stretches between blanks that are more than plain words, in text order; whatever the tokeniser reads in
  /// another way than as stretches of word characters has one.
  std::span<const std::uint32_t> doubts() const { return {doubts_.data(), counts_.doubts}; }
  /// The number of the first edge that is not before a place in the text.
  std::uint32_t edge_of(std::uint32_t place) const {
    const std::size_t block = place / kMaskBytes;
    const std::uint64_t below = (std::uint64_t{1} << place % kMaskBytes) - 1;
    return edges_before_[block] + static_cast<std::uint32_t>(std::popcount(edge_bits_[block] & below));
  }

 private:
  EdgeCounts find_by_masks(std::string_view text, char* lower);

  EdgeFinder finder_;
  std::vector<std::uint32_t> edges_, doubts_;
  std::vector<std::uint64_t> edge_bits_;     ///< by block
  std::vector<std::uint32_t> edges_before_;  ///< by block
  EdgeCounts counts_;
  // By block, where it is done by masks.
  std::vector<ByteMasks> masks_;
  std::vector<std::uint64_t> doubt_bits_;
  std::vector<std::uint32_t> doubts_before_;
};

}  // namespace resonanz::text
