#pragma once
// A set of hashes that forgets most of each: a bit by the low bits of a hash.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace resonanz::text {

class HashBits {
 public:
  static constexpr std::size_t kFewest = 64;
  static constexpr std::size_t kBitsAWord = 32;
  /// So many places may be written behind the last of sift().
  static constexpr std::size_t kSiftBehind = 15;

  /// Empty, of at least so many bits. Memory grows and stays.
  void reset(std::size_t bits) {
    const std::size_t words = std::bit_ceil(std::max(bits, kFewest)) / kBitsAWord;
    if (words_.size() < words) words_.resize(words);
    std::memset(words_.data(), 0, words * sizeof words_[0]);
    mask_ = static_cast<std::uint32_t>(words - 1);
  }
  void add(std::uint32_t hash) { words_[word_of(hash)] |= bit_of(hash); }
  void add(std::span<const std::uint32_t> hashes) {
    std::uint32_t* const words = words_.data();
    const std::uint32_t mask = mask_;  // in a register: the loop writes what could be it
    for (const std::uint32_t hash : hashes) words[hash / kBitsAWord & mask] |= bit_of(hash);
  }
  /// True if the hash was added, or one that ends like it.
  bool may_have(std::uint32_t hash) const { return (words_[word_of(hash)] & bit_of(hash)) != 0; }
  /// Writes the places in `hashes` of those that may be here, ascending, to `places`, which has room for all and
  /// kSiftBehind more; returns how many.
  std::size_t sift(std::span<const std::uint32_t> hashes, std::uint32_t* places) const;

  /// The bits, for WideHashBits: hash / kBitsAWord & mask() is the number of a hash's word.
  const std::uint32_t* words() const { return words_.data(); }
  std::uint32_t mask() const { return mask_; }

 private:
  std::size_t word_of(std::uint32_t hash) const { return hash / kBitsAWord & mask_; }
  static std::uint32_t bit_of(std::uint32_t hash) { return std::uint32_t{1} << hash % kBitsAWord; }

  std::vector<std::uint32_t> words_;
  std::uint32_t mask_ = 0;
};

using HashSifter = std::size_t (*)(const HashBits& bits, std::span<const std::uint32_t> hashes, std::uint32_t* places);

/// All that this machine can run; one by one, with which the tests compare the others, is the first.
std::span<const HashSifter> hash_sifters();

}  // namespace resonanz::text
