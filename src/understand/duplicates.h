#pragma once
// Which posts say what an earlier one said: the same letters, the same words but for small ones and notes, or, where
// more than a few words are said, nearly the same by MinHash over runs of five. Texts themselves are not kept: 112
// bytes a post, the oldest forgotten first.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resonanz::understand {

inline constexpr int kDuplicatesVersion = 3;

/// Not thread-safe.
class Duplicates {
 public:
  /// Remembers `most` posts (at least 1); about 250 bytes each, taken at once.
  explicit Duplicates(std::size_t most);

  /// Remembers the post under the next number, counted from 0. Returns the number of the first post of its group, or,
  /// once that is forgotten, of a later one; empty for the first of its kind. The number is always that of a post that
  /// was still remembered when this one came.
  /// Precondition: `text` is valid UTF-8. The first kLetters count.
  std::optional<std::uint64_t> add(std::string_view text);

  static constexpr std::size_t kLetters = 600;
  /// Estimated share of equal runs (Jaccard) from which two texts are near-duplicates.
  static constexpr double kAlike = 0.6;

 private:
  static constexpr std::size_t kValues = 64, kBands = 16, kBandValues = kValues / kBands;
  using Signature = std::array<std::uint8_t, kValues>;
  using BandKeys = std::array<std::uint64_t, kBands>;
  struct Entry {
    std::uint64_t first;    ///< number of the earliest post of the group
    std::uint64_t exact;    ///< of the letters
    std::uint64_t essence;  ///< of the words but small ones; 0 where too few are left
    std::uint64_t numbers;  ///< of words with digits, dates, negations: "part 2" is not "part 3"
    std::uint32_t runs;     ///< 0 where only equal letters or words count
    Signature signature;
  };

  class RunValues;

  bool is_remembered(std::uint64_t number) const { return next_ - number <= entries_.size(); }
  /// The post before the one whose number + 1 stands in a slot, if it is still remembered.
  const Entry* at_slot(std::uint32_t slot) const;
  std::uint64_t number_of(const Entry& entry) const;
  const Entry* equal_to(const Entry& entry) const;
  const Entry* like(const Entry& entry, const BandKeys& keys) const;
  std::uint32_t& band_slot(std::size_t band, std::uint64_t key) { return bands_[band * (mask_ + 1) + (key & mask_)]; }

  std::vector<Entry> entries_;  ///< number modulo size
  std::uint64_t mask_;
  std::vector<std::uint32_t> exact_, essences_, bands_;  ///< latest post with a key: low bits of number + 1; 0 none
  std::string kept_;                                     ///< of a text with notes
  std::uint64_t next_ = 0;
};

}  // namespace resonanz::understand
