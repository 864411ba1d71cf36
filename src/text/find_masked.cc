#include "text/find_masked.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <vector>

#include "text/cpu.h"

namespace resonanz::text {
namespace {

constexpr std::size_t kStep = kFindBehind + 1;

std::size_t find_by_fours(const std::uint32_t* numbers, std::size_t from, std::size_t count, std::uint32_t wanted,
                          std::uint32_t mask) {
  using Four [[gnu::vector_size(16)]] = std::uint32_t;
  const Four masks{mask, mask, mask, mask}, all_wanted{wanted, wanted, wanted, wanted};
  const auto same = [&](const std::uint32_t* at) {
    Four four;
    std::memcpy(&four, at, sizeof four);
    return (four & masks) == all_wanted;
  };
  for (; from < count; from += kStep) {
    const std::uint32_t* const at = numbers + from;
    const auto any = (same(at) | same(at + 4)) | (same(at + 8) | same(at + 12));
    std::uint64_t halves[2];
    std::memcpy(halves, &any, sizeof halves);
    if ((halves[0] | halves[1]) == 0) continue;
    while ((numbers[from] & mask) != wanted) ++from;
    return from < count ? from : count;
  }
  return count;
}

#ifdef __x86_64__
RESONANZ_AVX512 std::size_t find_by_sixteens(const std::uint32_t* numbers, std::size_t from, std::size_t count,
                                             std::uint32_t wanted, std::uint32_t mask) {
  const __m512i masks = _mm512_set1_epi32(static_cast<int>(mask));
  const __m512i all_wanted = _mm512_set1_epi32(static_cast<int>(wanted));
  for (; from < count; from += kStep) {
    const __m512i here = _mm512_and_si512(_mm512_loadu_si512(numbers + from), masks);
    const __mmask16 same = _mm512_cmpeq_epi32_mask(here, all_wanted);
    if (same != 0) return std::min(count, from + static_cast<std::size_t>(std::countr_zero(unsigned{same})));
  }
  return count;
}
#endif

}  // namespace

std::span<const MaskedFinder> masked_finders() {
  static const std::vector<MaskedFinder> finders = [] {
    std::vector<MaskedFinder> known{find_by_fours};
#ifdef __x86_64__
    if (runs_avx512()) known.push_back(find_by_sixteens);
#endif
    return known;
  }();
  return finders;
}

}  // namespace resonanz::text
