#pragma once
// Which words of a post stand side by side, by hash: phrases are looked up by two of their words at once.

#include <cstdint>
#include <span>
#include <vector>

#include "text/readings.h"

namespace resonanz::text {

/// The hash of two readings of which the second begins at the position behind the first.
inline std::uint32_t neighbours_hash(std::uint64_t first, std::uint64_t second) {
  return static_cast<std::uint32_t>(first) * 0x9E37'79B1u + static_cast<std::uint32_t>(second);
}

/// Reused from post to post: its memory grows and stays. Not thread-safe.
class Neighbours {
 public:
  /// Another post.
  void read(const Readings& readings);
  /// The hashes of all that stand side by side, and of some that only were read one after the other; in no order.
  std::span<const std::uint32_t> hashes() const { return {hashes_.data(), count_}; }

 private:
  void put_in_turn(std::span<const std::uint32_t> hashes);
  void place_special(const Readings& readings);
  void put_beside_special(const Readings& readings, std::uint32_t number, std::size_t gap);
  void put_over_gaps(const Readings& readings);
  void put(std::uint32_t first, std::uint32_t second);
  /// Where in special_.
  std::size_t place_of(Field field, std::uint32_t position) const {
    return position + (field == Field::text ? behind_title_ : 0);
  }

  std::vector<std::uint32_t> hashes_;
  std::size_t count_ = 0;
  // What is not in runs, by number + 1; 0: none.
  std::uint32_t behind_title_ = 0;
  std::vector<std::uint32_t> special_;  ///< by position, one that begins there
  std::vector<std::uint32_t> next_;     ///< by number, another that begins where it does
};

}  // namespace resonanz::text
