#pragma once
// Where a text's plain words begin and end, and where it has more than plain words.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/bit_places.h"
#include "text/byte_masks.h"

namespace resonanz::text {

/// A place in a stretch between blanks that is more than plain words.
struct Doubt {
  std::uint32_t place;
  std::uint32_t edge;  ///< number of the first edge that is not before it
};

/// Reused from text to text: its memory grows to the longest and stays. Not thread-safe.
class WordEdges {
 public:
  explicit WordEdges(PlaceWriter writer = write_places) : write_places_(writer) {}

  /// Of less than 4 GiB. Writes the text, its ASCII letters in lower case, to `lower`, which has room for
  /// mask_blocks(text.size()) blocks.
  void find(std::string_view text, char* lower);

  /// Where stretches of ASCII word characters begin and end, in turn.
  std::span<const std::uint32_t> edges() const { return {edges_.data(), edge_count_}; }
  /// In text order; whatever the tokeniser reads in another way than as these stretches of word characters has one.
  std::span<const Doubt> doubts() const { return {doubts_.data(), doubt_count_}; }

 private:
  void find_doubts(std::size_t blocks, const char* lower);
  std::uint32_t edge_of(std::uint32_t place) const;

  PlaceWriter write_places_;
  std::vector<ByteMasks> masks_;             ///< by block
  std::vector<std::uint64_t> edge_bits_;     ///< by block
  std::vector<std::uint32_t> edges_before_;  ///< by block
  std::vector<std::uint64_t> doubt_bits_;    ///< by block
  std::vector<std::uint32_t> doubts_before_;
  std::vector<std::uint32_t> doubt_places_;
  std::vector<std::uint32_t> edges_;
  std::vector<Doubt> doubts_;
  std::size_t edge_count_ = 0, doubt_count_ = 0;
};

}  // namespace resonanz::text
