#pragma once
// Puts numbers in ascending order.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace resonanz::listen {

/// Where they are many it goes by a bit a number: comparing them takes longer. Not thread-safe.
class NumberSorter {
 public:
  /// `out` becomes the numbers in order. All are below `end`, each is there once.
  void sort(std::span<const std::uint32_t> numbers, std::size_t end, std::vector<std::uint32_t>& out) {
    out.assign(numbers.begin(), numbers.end());
    if (numbers.size() < kFew) return std::sort(out.begin(), out.end());
    const std::size_t words = end / kBits + 1;
    if (bits_.size() < words) {
      bits_.resize(words);
      used_.resize(words / kBits + 1);
    }
    for (const std::uint32_t number : numbers) {
      bits_[number / kBits] |= std::uint64_t{1} << number % kBits;
      used_[number / kBits / kBits] |= std::uint64_t{1} << number / kBits % kBits;
    }
    auto at = out.begin();
    for (std::size_t block = 0; block <= words / kBits; ++block)
      each_bit(std::exchange(used_[block], 0), block, [&](std::size_t word) {
        each_bit(std::exchange(bits_[word], 0), word,
                 [&](std::size_t number) { *at++ = static_cast<std::uint32_t>(number); });
      });
  }

 private:
  static constexpr std::size_t kFew = 24, kBits = 64;

  template <typename See>
  static void each_bit(std::uint64_t bits, std::size_t word, See&& see) {
    for (; bits != 0; bits &= bits - 1) see(kBits * word + static_cast<std::size_t>(std::countr_zero(bits)));
  }

  // All 0 between calls.
  std::vector<std::uint64_t> bits_;
  std::vector<std::uint64_t> used_;  ///< which of bits_ are not 0
};

}  // namespace resonanz::listen
