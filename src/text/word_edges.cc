#include "text/word_edges.h"

namespace resonanz::text {
namespace {

/// A block of a text.
struct Block {
  ByteMasks masks{};
  RareMasks rare{};
};

/// Bits moved to the following bytes, those of the block before coming in.
[[gnu::always_inline]] inline std::uint64_t behind(std::uint64_t mask, std::uint64_t before, int bytes) {
  return mask << bytes | before >> (kMaskBytes - bytes);
}

/// Where a word may be more than a plain word. Told at the last byte that is needed to know, which stands in the same
/// stretch between blanks.
[[gnu::always_inline]] inline std::uint64_t doubts_of(const Block& now, const Block& before) {
  const std::uint64_t word = now.masks.word, sign = now.masks.sign;
  const std::uint64_t word_before_last = behind(word, before.masks.word, 2);
  const std::uint64_t after_sign = behind(sign, before.masks.sign, 1);
  const std::uint64_t joined = word & after_sign & word_before_last;  // it's, 3.5, www.acme.de
  if (!now.masks.has_rare && !before.masks.has_rare) return joined;
  const RareMasks &rare = now.rare, &rare_before = before.rare;
  return joined | rare.high                                                      // other letters, emoji
         | (word & behind(rare.tag, rare_before.tag, 1))                         // #tag
         | (rare.trailing & behind(word, before.masks.word, 1))                  // C++
         | (sign & behind(rare.colon, rare_before.colon, 1) & word_before_last)  // http://
         | (rare.bracket & after_sign);                                          // www.[::1]
}

/// Writes the places of the bits, from `base` on; the end of what it wrote. `fast`: counting bits is one instruction;
/// kAtOnce places may be written behind the end.
constexpr int kAtOnce = 32;
template <bool fast>
[[gnu::always_inline]] inline std::uint32_t* write_places(std::uint64_t bits, std::uint32_t base, std::uint32_t* out) {
  if constexpr (fast) {  // few blocks have more edges: nothing to be guessed
    constexpr std::uint64_t kHighest = std::uint64_t{1} << 63;
    std::uint32_t* const end = out + __builtin_popcountll(bits);
    do {
#pragma GCC unroll 32
      for (int i = 0; i < kAtOnce; ++i, bits &= bits - 1)
        out[i] = base + static_cast<std::uint32_t>(__builtin_ctzll(bits | kHighest));
      out += kAtOnce;
    } while (out < end);
    return end;
  }
  for (; bits != 0; bits &= bits - 1) *out++ = base + static_cast<std::uint32_t>(__builtin_ctzll(bits));
  return out;
}

struct Ends {
  std::uint32_t* edge;
  Doubt* doubt;
};

/// From `begin` on; up to where. Compiled twice: newer machines have instructions for it.
template <bool fast>
[[gnu::always_inline]] inline Ends write_all(std::span<const ByteMasks> masks, const char* lower, Ends begin) {
  Block before;
  Ends at = begin;
  std::uint32_t base = 0;
  for (const ByteMasks& block : masks) {
    Block now{block};
    if (block.has_rare) now.rare = read_rare(lower + base);
    const std::uint64_t edges = block.word ^ behind(block.word, before.masks.word, 1);
    for (std::uint64_t bits = doubts_of(now, before); bits != 0; bits &= bits - 1) {
      const int bit = __builtin_ctzll(bits);
      const int edges_before = __builtin_popcountll(edges & ((std::uint64_t{1} << bit) - 1));
      *at.doubt++ = {base + static_cast<std::uint32_t>(bit),
                     static_cast<std::uint32_t>(at.edge - begin.edge + edges_before)};
    }
    at.edge = write_places<fast>(edges, base, at.edge);
    before = now;
    base += kMaskBytes;
  }
  return at;
}
Ends write_plainly(std::span<const ByteMasks> masks, const char* lower, Ends begin) {
  return write_all<false>(masks, lower, begin);
}
#ifdef __x86_64__
[[gnu::target("bmi,bmi2,popcnt")]] Ends write_fast(std::span<const ByteMasks> masks, const char* lower, Ends begin) {
  return write_all<true>(masks, lower, begin);
}
#else
constexpr auto write_fast = write_plainly;
#endif

template <typename T>
void grow_to(std::vector<T>& list, std::size_t size) {
  if (list.size() < size) list.resize(size + size / 2);
}

}  // namespace

bool WordEdges::has_fast() {
#ifdef __x86_64__
  static const bool has =
      __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
  return has;
#else
  return false;
#endif
}

void WordEdges::find(std::string_view text, char* lower) {
  const std::size_t blocks = mask_blocks(text.size());
  grow_to(masks_, blocks);
  grow_to(edges_, text.size() + 2 * kAtOnce);
  grow_to(doubts_, text.size());
  read_masks(text, lower, masks_.data());
  const auto write = fast_ ? write_fast : write_plainly;
  const Ends ends = write({masks_.data(), blocks}, lower, {edges_.data(), doubts_.data()});
  edge_count_ = static_cast<std::size_t>(ends.edge - edges_.data());
  doubt_count_ = static_cast<std::size_t>(ends.doubt - doubts_.data());
  if (edge_count_ % 2 == 1) edges_[edge_count_++] = static_cast<std::uint32_t>(text.size());
}

}  // namespace resonanz::text
