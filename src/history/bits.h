#pragma once
// A set of posts of one segment: one bit a post, by its ordinal.

#include <bit>
#include <cstdint>
#include <vector>

namespace resonanz::history {

/// Sets that are joined have the same size.
class Bits {
 public:
  explicit Bits(std::size_t size = 0) : size_(size), words_((size + 63) / 64) {}
  static Bits all(std::size_t size) {
    Bits out(size);
    out.set_range(0, size);
    return out;
  }

  std::size_t size() const { return size_; }
  void set(std::size_t at) { words_[at / 64] |= std::uint64_t{1} << at % 64; }
  void reset(std::size_t at) { words_[at / 64] &= ~(std::uint64_t{1} << at % 64); }
  bool test(std::size_t at) const { return words_[at / 64] >> at % 64 & 1; }
  /// Adds [begin, end).
  void set_range(std::size_t begin, std::size_t end) {
    for (; begin < end && begin % 64 != 0; ++begin) set(begin);
    for (; begin + 64 <= end; begin += 64) words_[begin / 64] = ~std::uint64_t{0};
    for (; begin < end; ++begin) set(begin);
  }

  Bits& operator|=(const Bits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
  }
  Bits& operator&=(const Bits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    return *this;
  }
  Bits& operator-=(const Bits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
    return *this;
  }

  std::size_t count() const {
    std::size_t n = 0;
    for (const std::uint64_t word : words_) n += static_cast<std::size_t>(std::popcount(word));
    return n;
  }
  /// Of [begin, end).
  std::size_t count(std::size_t begin, std::size_t end) const {
    std::size_t n = 0;
    while (begin < end) {
      const std::size_t next = std::min(end, (begin / 64 + 1) * 64);
      const std::uint64_t low = ~std::uint64_t{0} << begin % 64;
      const std::uint64_t high = next % 64 == 0 ? ~std::uint64_t{0} : (std::uint64_t{1} << next % 64) - 1;
      n += static_cast<std::size_t>(std::popcount(words_[begin / 64] & low & high));
      begin = next;
    }
    return n;
  }
  bool none() const {
    return std::all_of(words_.begin(), words_.end(), [](std::uint64_t word) { return word == 0; });
  }

  /// Calls see(ordinal), the highest first, until it returns false; returns whether it never did.
  template <typename See>
  bool each_down(See&& see) const {
    for (std::size_t i = words_.size(); i-- > 0;)
      for (std::uint64_t word = words_[i]; word != 0;) {
        const auto at = static_cast<std::size_t>(63 - std::countl_zero(word));
        if (!see(i * 64 + at)) return false;
        word &= ~(std::uint64_t{1} << at);
      }
    return true;
  }
  template <typename See>
  void each_up(See&& see) const {
    for (std::size_t i = 0; i < words_.size(); ++i)
      for (std::uint64_t word = words_[i]; word != 0; word &= word - 1)
        see(i * 64 + static_cast<std::size_t>(std::countr_zero(word)));
  }

  /// The bits in order, eight a byte; for encoding.
  const std::vector<std::uint64_t>& words() const { return words_; }
  std::vector<std::uint64_t>& words() { return words_; }

 private:
  std::size_t size_;
  std::vector<std::uint64_t> words_;
};

}  // namespace resonanz::history
