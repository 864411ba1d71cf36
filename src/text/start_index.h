#pragma once
// The first letters of many words, to ask which begin in a given way.

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "text/find_masked.h"
#include "text/hash_chains.h"

namespace resonanz::text {

/// What a word begins with: two to four bytes.
struct Start {
  static constexpr std::size_t kShortest = 2, kLongest = 4;

  std::uint32_t letters = 0;  ///< the first byte lowest; 0 for no byte

  explicit Start(std::uint32_t letters) : letters(letters) {}
  /// Precondition: of a length that is allowed, without NUL.
  explicit Start(std::string_view text) { std::memcpy(&letters, text.data(), text.size()); }
  std::uint32_t mask() const {
    return letters >> 24 != 0 ? ~std::uint32_t{0} : letters >> 16 != 0 ? 0xFF'FFFF : 0xFFFF;
  }
  bool is_shortest() const { return letters >> 16 == 0; }
};

/// The four bytes each word begins with; where it is shorter, with whatever stands behind it. Not thread-safe, not even
/// to read.
class StartIndex {
 public:
  void make_room(std::size_t words) {
    if (firsts_.size() < words + kFindBehind) firsts_.resize(words + words / 2 + kFindBehind);
  }
  /// By word, to be written.
  std::uint32_t* data() { return firsts_.data(); }
  /// What was written has changed.
  void forget() { asked_ = 0; }

  /// Calls see(number) for the words, of so many, that begin so until it returns true; returns whether it did.
  template <typename See>
  bool any_of(Start start, std::size_t words, See&& see) const {
    const std::uint32_t mask = start.mask(), wanted = start.letters;
    const auto next = [&](std::size_t from) { return find_masked(firsts_.data(), from, words, wanted, mask); };
    if (start.is_shortest() || ++asked_ <= kMostLooks) {
      for (std::size_t at = next(0); at < words; at = next(at + 1))
        if (see(at)) return true;
      return false;
    }
    if (asked_ == kMostLooks + 1) chains_.make(words, [this](std::size_t i) { return chain_of(firsts_[i]); });
    return chains_.any_of(chain_of(wanted), [&](std::size_t i) { return (firsts_[i] & mask) == wanted && see(i); });
  }

 private:
  static constexpr std::uint32_t kMostLooks = 32;  // cost about what chains cost

  /// By three bytes.
  static std::uint32_t chain_of(std::uint32_t first) { return (first << 8) * 0x9E37'79B1u >> 16; }

  std::vector<std::uint32_t> firsts_;
  // Of the words that are there now.
  mutable std::uint32_t asked_ = 0;
  mutable HashChains chains_;
};

}  // namespace resonanz::text
