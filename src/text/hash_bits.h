#pragma once
// A set of hashes that forgets most of each: a bit by the low bits of a hash.

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace resonanz::text {

class HashBits {
 public:
  static constexpr std::size_t kFewest = 64;

  /// Empty, of at least so many bits. Memory grows and stays.
  void reset(std::size_t bits) {
    const std::size_t words = std::bit_ceil(std::max(bits, kFewest)) / 64;
    if (words_.size() < words) words_.resize(words);
    std::memset(words_.data(), 0, words * sizeof(std::uint64_t));
    mask_ = static_cast<std::uint32_t>(words - 1);
  }
  void add(std::uint32_t hash) { words_[hash >> 6 & mask_] |= std::uint64_t{1} << (hash & 63); }
  void add(std::span<const std::uint32_t> hashes) {
    std::uint64_t* const words = words_.data();
    const std::uint32_t mask = mask_;  // in a register: the loop writes what could be it
    for (const std::uint32_t hash : hashes) words[hash >> 6 & mask] |= std::uint64_t{1} << (hash & 63);
  }
  /// True if the hash was added, or one that ends like it.
  bool may_have(std::uint32_t hash) const { return (words_[hash >> 6 & mask_] >> (hash & 63) & 1) != 0; }

 private:
  std::vector<std::uint64_t> words_;
  std::uint32_t mask_ = 0;  ///< of words
};

}  // namespace resonanz::text
