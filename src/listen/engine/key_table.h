#pragma once
// From hashes to numbers, for keys of which most are not there: a filter of some kilobytes answers that.

#include <bit>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace resonanz::listen {

/// Immutable once built; any number of threads may ask at once.
class KeyTable {
 public:
  using Entries = std::vector<std::pair<std::uint32_t, std::uint32_t>>;  ///< hash and value
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  KeyTable() : KeyTable(Entries()) {}
  /// Every hash at most once; no value is kNone.
  explicit KeyTable(const Entries& entries)
      : filter_(std::bit_ceil(entries.size() * kFilterBits / 64 + 1)), slots_(std::bit_ceil(entries.size() * 2 + 1)) {
    for (const auto& [hash, value] : entries) {
      filter_[block_of(hash)] |= std::uint64_t{1} << (hash & 63);
      std::size_t at = slot_of(hash);
      while (slots_[at].value != kNone) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = {hash, value};
    }
  }

  /// Writes those of `hashes` that are here, and a few others, to `out`, which has room for all; returns how many.
  std::size_t sift(std::span<const std::uint32_t> hashes, std::uint32_t* out) const {
    std::size_t count = 0;
    for (const std::uint32_t hash : hashes) {  // without a branch: nobody could guess it
      out[count] = hash;
      count += filter_[block_of(hash)] >> (hash & 63) & 1;
    }
    return count;
  }
  /// The value filed under the hash, or kNone.
  std::uint32_t find(std::uint32_t hash) const {
    std::size_t at = slot_of(hash);
    while (slots_[at].value != kNone && slots_[at].hash != hash) at = (at + 1) & (slots_.size() - 1);
    return slots_[at].value;
  }

 private:
  static constexpr std::size_t kFilterBits = 32;  // a key: one miss in 32 to 64 gets through
  struct Slot {
    std::uint32_t hash = 0, value = kNone;
  };

  std::size_t block_of(std::uint32_t hash) const { return (hash >> 6) & (filter_.size() - 1); }
  std::size_t slot_of(std::uint32_t hash) const { return (hash ^ hash >> 16) & (slots_.size() - 1); }

  std::vector<std::uint64_t> filter_;
  std::vector<Slot> slots_;
};

}  // namespace resonanz::listen
