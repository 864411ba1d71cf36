#pragma once
// From hashes to numbers, for keys of which most are not there: a filter of some kilobytes answers that.

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "text/hash_bits.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace resonanz::listen {

/// Immutable once built; any number of threads may ask at once.
class KeyTable {
 public:
  using Entries = std::vector<std::pair<std::uint32_t, std::uint32_t>>;  ///< hash and value
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  /// So many values may be written behind the last of collect().
  static constexpr std::size_t kCollectBehind = 1;

  KeyTable() : KeyTable(Entries()) {}
  /// No value is kNone.
  explicit KeyTable(const Entries& entries) : buckets_(std::bit_ceil(entries.size() / kUsualLoad + 1)) {
    filter_.reset(entries.size() * kFilterBits);
    for (const auto& [hash, value] : entries) {
      filter_.add(hash);
      Bucket* bucket = &buckets_[bucket_of(hash)];
      std::size_t same = 0;
      for (;; bucket = &after(*bucket)) {
        same += static_cast<std::size_t>(std::popcount(bucket->where(hash)));
        if (!bucket->is_full()) break;
        bucket->state |= kOverflown;
      }
      bucket->put(hash, value);
      most_of_a_hash_ = std::max(most_of_a_hash_, same + 1);
    }
  }

  bool empty() const { return most_of_a_hash_ == 0; }
  /// The most values that are filed under one hash.
  std::size_t most_of_a_hash() const { return most_of_a_hash_; }

  /// Writes the places in `hashes` of those that are here, and of a few others, to `out`, which has room for all and
  /// HashBits::kSiftBehind more; returns how many.
  std::size_t sift(std::span<const std::uint32_t> hashes, std::uint32_t* out) const {
    return filter_.sift(hashes, out);
  }
  /// Has fetched what collect() soon will look at.
  void prefetch(std::uint32_t hash) const { __builtin_prefetch(&buckets_[bucket_of(hash)]); }
  /// Writes the values filed under the hash to `out`, which has room for them and kCollectBehind more; returns their
  /// end. Almost without branches: nobody could guess whether there is one.
  std::uint32_t* collect(std::uint32_t hash, std::uint32_t* out) const {
    for (const Bucket* bucket = &buckets_[bucket_of(hash)];; bucket = &after(*bucket)) {
      std::uint32_t same = bucket->where(hash);
      *out = bucket->values[std::countr_zero(same | kOverflown)];
      out += same != 0;
      while ((same &= same - 1) != 0) *out++ = bucket->values[std::countr_zero(same)];
      if ((bucket->state & kOverflown) == 0) [[likely]]
        return out;
    }
  }
  /// One of them, or kNone.
  std::uint32_t find(std::uint32_t hash) const {
    for (const Bucket* bucket = &buckets_[bucket_of(hash)];; bucket = &after(*bucket)) {
      if (const std::uint32_t same = bucket->where(hash)) return bucket->values[std::countr_zero(same)];
      if ((bucket->state & kOverflown) == 0) return kNone;
    }
  }

 private:
  static constexpr std::size_t kFilterBits = 16;  // a key: one miss in 16 to 32 gets through
  static constexpr std::size_t kSlots = 7, kUsualLoad = 4;
  static constexpr std::uint32_t kAllUsed = (1 << kSlots) - 1, kOverflown = 1 << kSlots;

  /// A line of memory.
  struct alignas(64) Bucket {
    std::array<std::uint32_t, kSlots> hashes{};
    std::uint32_t state = 0;  ///< a bit for each slot in use, and whether more was filed than there is room for
    std::array<std::uint32_t, kSlots + 1> values{};

    bool is_full() const { return (state & kAllUsed) == kAllUsed; }
    void put(std::uint32_t hash, std::uint32_t value) {
      const auto slot = static_cast<std::size_t>(std::countr_one(state & kAllUsed));
      hashes[slot] = hash, values[slot] = value, state |= 1u << slot;
    }
    /// A bit for each slot in use with this hash.
    std::uint32_t where(std::uint32_t hash) const {
#ifdef __SSE2__
      const __m128i wanted = _mm_set1_epi32(static_cast<int>(hash));
      const auto* const fours = reinterpret_cast<const __m128i*>(hashes.data());
      const __m128i low = _mm_cmpeq_epi32(fours[0], wanted), high = _mm_cmpeq_epi32(fours[1], wanted);
      const __m128i both = _mm_packs_epi16(_mm_packs_epi32(low, high), _mm_setzero_si128());
      return static_cast<std::uint32_t>(_mm_movemask_epi8(both)) & state & kAllUsed;
#else
      std::uint32_t same = 0;
      for (std::size_t i = 0; i < kSlots; ++i) same |= std::uint32_t{hashes[i] == hash} << i;
      return same & state;
#endif
    }
  };

  std::size_t bucket_of(std::uint32_t hash) const { return (hash ^ hash >> 16) & (buckets_.size() - 1); }
  Bucket& after(const Bucket& bucket) {
    return buckets_[(static_cast<std::size_t>(&bucket - buckets_.data()) + 1) & (buckets_.size() - 1)];
  }
  const Bucket& after(const Bucket& bucket) const {
    return buckets_[(static_cast<std::size_t>(&bucket - buckets_.data()) + 1) & (buckets_.size() - 1)];
  }

  text::HashBits filter_;
  std::vector<Bucket> buckets_;
  std::size_t most_of_a_hash_ = 0;
};

}  // namespace resonanz::listen
