#include "text/word_edges_wide.h"

#include "text/char_class.h"
#include "text/cpu.h"
#include "text/edge_bits.h"

#ifdef __x86_64__
#include <array>

namespace resonanz::text {
namespace {

#define RESONANZ_VBMI [[gnu::target("avx512f,avx512bw,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt")]]

constexpr int kBytes = kMaskBytes, kLane = 16;

enum ClassBits : std::uint8_t {
  kWord = 1 << 0,
  kSign = 1 << 1,
  kTag = 1 << 2,
  kTrailing = 1 << 3,
  kColon = 1 << 4,
  kBracket = 1 << 5,
  kUpper = 1 << 6,
};

/// By ASCII character; see ByteMasks and RareMasks.
alignas(kBytes) constexpr std::array<std::uint8_t, 128> kClasses = [] {
  std::array<std::uint8_t, 128> classes{};
  const auto mark = [&](std::string_view chars, ClassBits bit) {
    for (const char c : chars) classes[static_cast<std::size_t>(c)] |= bit;
  };
  for (std::size_t c = 0; c < classes.size(); ++c) {
    if (kAsciiClasses[c] == CharClass::word) classes[c] |= kWord;
    if (c >= 'A' && c <= 'Z') classes[c] |= kUpper;
  }
  mark("&'+-./", kSign);
  mark("#$@", kTag);
  mark("#+", kTrailing);
  mark(":", kColon);
  mark("[", kBracket);
  return classes;
}();

alignas(kBytes) constexpr std::array<std::uint8_t, kBytes> kNumbers = [] {
  std::array<std::uint8_t, kBytes> numbers{};
  for (std::uint8_t i = 0; i < kBytes; ++i) numbers[i] = i;
  return numbers;
}();

RESONANZ_VBMI inline __m512i all(int byte) { return _mm512_set1_epi8(static_cast<char>(byte)); }

RESONANZ_VBMI inline __mmask64 those(__m512i classes, ClassBits bit) {
  return _mm512_test_epi8_mask(classes, all(bit));
}

/// Sixteen of these numbers, moved up, to `out`.
template <int kQuarter>
RESONANZ_VBMI inline void write_quarter(__m512i numbers, std::uint32_t base, std::uint32_t* out) {
  const __m512i wide = _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(numbers, kQuarter));
  _mm512_storeu_si512(out + kQuarter * kLane, _mm512_add_epi32(_mm512_set1_epi32(static_cast<int>(base)), wide));
}
/// The places of the bits, of which few masks have more than `kUsual` quarters of 64; returns how many.
template <int kUsual>
RESONANZ_VBMI inline std::size_t write_places(std::uint64_t mask, std::uint32_t base, std::uint32_t* out) {
  const auto count = static_cast<std::size_t>(__builtin_popcountll(mask));
  const __m512i pressed = _mm512_maskz_compress_epi8(mask, _mm512_load_si512(kNumbers.data()));
  write_quarter<0>(pressed, base, out);
  if constexpr (kUsual > 1) write_quarter<1>(pressed, base, out);
  if (count > kUsual * kLane) [[unlikely]] {
    write_quarter<1>(pressed, base, out);
    write_quarter<2>(pressed, base, out);
    write_quarter<3>(pressed, base, out);
  }
  return count;
}

RESONANZ_VBMI EdgeCounts find_by_avx512(std::string_view text, char* lower, const EdgeColumns& out) {
  const __m512i low_half = _mm512_load_si512(kClasses.data()), high_half = _mm512_load_si512(kClasses.data() + kBytes);
  std::uint32_t *const edges = out.edges, *const doubts = out.doubts;
  EdgeCounts counts;
  WordMasks before;
  for (std::size_t at = 0, block = 0; at < text.size(); at += kMaskBytes, ++block) {
    const std::size_t left = text.size() - at;
    const __mmask64 here = left >= kMaskBytes ? ~__mmask64{0} : _bzhi_u64(~__mmask64{0}, static_cast<unsigned>(left));
    const __m512i bytes = _mm512_maskz_loadu_epi8(here, text.data() + at);
    const __mmask64 high = _mm512_movepi8_mask(bytes);
    const __m512i classes = _mm512_maskz_permutex2var_epi8(~high, low_half, bytes, high_half);
    _mm512_storeu_si512(lower + at, _mm512_mask_add_epi8(bytes, those(classes, kUpper), bytes, all(0x20)));
    const WordMasks now{those(classes, kWord), those(classes, kSign),
                        {high, those(classes, kTag), those(classes, kTrailing), those(classes, kColon),
                         those(classes, kBracket)}};
    const std::uint64_t edge_bits = edges_of(now, before);
    out.edge_bits[block] = edge_bits;
    out.edges_before[block] = static_cast<std::uint32_t>(counts.edges);
    counts.edges += write_places<2>(edge_bits, static_cast<std::uint32_t>(at), edges + counts.edges);
    counts.doubts += write_places<1>(doubts_of(now, before), static_cast<std::uint32_t>(at), doubts + counts.doubts);
    before = now;
  }
  return counts;
}

}  // namespace

EdgeFinder wide_edge_finder() {
  const bool runs = runs_avx512() && __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2");
  return runs ? find_by_avx512 : nullptr;
}

}  // namespace resonanz::text
#else
namespace resonanz::text {

EdgeFinder wide_edge_finder() { return nullptr; }

}  // namespace resonanz::text
#endif
