#pragma once
// From hashes to numbers, for keys of which most are not there: a filter of some kilobytes answers that.

#include <bit>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "text/hash_bits.h"

namespace resonanz::listen {

/// Immutable once built; any number of threads may ask at once.
class KeyTable {
 public:
  using Entries = std::vector<std::pair<std::uint32_t, std::uint32_t>>;  ///< hash and value
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  KeyTable() : KeyTable(Entries()) {}
  /// No value is kNone.
  explicit KeyTable(const Entries& entries) : slots_(std::bit_ceil(entries.size() * 2 + 1)) {
    filter_.reset(entries.size() * kFilterBits);
    for (const auto& [hash, value] : entries) {
      filter_.add(hash);
      std::size_t at = slot_of(hash);
      while (slots_[at].value != kNone) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = {hash, value};
    }
  }

  /// Writes the places in `hashes` of those that are here, and of a few others, to `out`, which has room for all;
  /// returns how many.
  std::size_t sift(std::span<const std::uint32_t> hashes, std::uint32_t* out) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < hashes.size(); ++i) {  // without a branch: nobody could guess it
      out[count] = static_cast<std::uint32_t>(i);
      count += filter_.may_have(hashes[i]);
    }
    return count;
  }
  /// A value filed under the hash for which is(value), or kNone.
  template <typename Is>
  std::uint32_t find(std::uint32_t hash, Is&& is) const {
    std::size_t at = slot_of(hash);
    for (; slots_[at].value != kNone; at = (at + 1) & (slots_.size() - 1))
      if (slots_[at].hash == hash && is(slots_[at].value)) return slots_[at].value;
    return kNone;
  }
  std::uint32_t find(std::uint32_t hash) const {
    return find(hash, [](std::uint32_t) { return true; });
  }

 private:
  static constexpr std::size_t kFilterBits = 16;  // a key: one miss in 16 to 32 gets through
  struct Slot {
    std::uint32_t hash = 0, value = kNone;
  };

  std::size_t slot_of(std::uint32_t hash) const { return (hash ^ hash >> 16) & (slots_.size() - 1); }

  text::HashBits filter_;
  std::vector<Slot> slots_;
};

}  // namespace resonanz::listen
