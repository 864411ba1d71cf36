#pragma once
// Numbers 0, 1, … by hash, in chains.

#include <bit>
#include <cstdint>
#include <vector>

namespace resonanz::text {

/// Memory grows and stays.
class HashChains {
 public:
  /// So many numbers; hash_of(number) is a std::uint32_t. Forgets those before.
  template <typename HashOf>
  void make(std::size_t count, HashOf&& hash_of) {
    heads_.assign(std::bit_ceil(count + 1), 0);
    if (next_.size() < count) next_.resize(2 * count);
    const std::size_t mask = heads_.size() - 1;
    std::uint32_t *const heads = heads_.data(), *const next = next_.data();
    for (std::size_t i = 0; i < count; ++i) {
      std::uint32_t& head = heads[hash_of(i) & mask];
      next[i] = head;
      head = static_cast<std::uint32_t>(i + 1);
    }
  }
  /// Calls see(number) for the numbers of this hash and some others, the highest first, until it returns true; returns
  /// whether it did.
  template <typename See>
  bool any_of(std::uint32_t hash, See&& see) const {
    for (std::uint32_t at = heads_[hash & (heads_.size() - 1)]; at != 0; at = next_[at - 1])
      if (see(std::size_t{at - 1})) return true;
    return false;
  }

 private:
  std::vector<std::uint32_t> heads_;  ///< by the low bits of the hash, number + 1
  std::vector<std::uint32_t> next_;   ///< by number, number + 1 of an earlier one of the same head
};

}  // namespace resonanz::text
