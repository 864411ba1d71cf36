#include "text/hash_bits.h"

#include "text/hash_bits_wide.h"

namespace resonanz::text {
namespace {

std::size_t sift_one_by_one(const HashBits& bits, std::span<const std::uint32_t> hashes, std::uint32_t* places) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < hashes.size(); ++i) {  // without a branch: nobody could guess it
    places[count] = static_cast<std::uint32_t>(i);
    count += bits.may_have(hashes[i]);
  }
  return count;
}

#ifdef __x86_64__
RESONANZ_AVX512 std::size_t sift_sixteen(const HashBits& bits, std::span<const std::uint32_t> hashes,
                                         std::uint32_t* places) {
  constexpr std::size_t kLanes = 16;
  const WideHashBits wide(bits);
  __m512i numbers = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  std::size_t count = 0;
  for (std::size_t i = 0; i < hashes.size(); i += kLanes) {
    const std::size_t left = std::min(kLanes, hashes.size() - i);
    const auto here = static_cast<__mmask16>((1u << left) - 1);
    const __m512i hash = _mm512_maskz_loadu_epi32(here, hashes.data() + i);
    const __mmask16 found = wide.may_have(here, hash);
    _mm512_storeu_si512(places + count, _mm512_maskz_compress_epi32(found, numbers));
    count += static_cast<std::size_t>(__builtin_popcount(found));
    numbers = _mm512_add_epi32(numbers, _mm512_set1_epi32(kLanes));
  }
  return count;
}
#endif

}  // namespace

std::span<const HashSifter> hash_sifters() {
  static const std::vector<HashSifter> sifters = [] {
    std::vector<HashSifter> known{sift_one_by_one};
#ifdef __x86_64__
    if (runs_avx512()) known.push_back(sift_sixteen);
#endif
    return known;
  }();
  return sifters;
}

std::size_t HashBits::sift(std::span<const std::uint32_t> hashes, std::uint32_t* places) const {
  static const HashSifter widest = hash_sifters().back();
  return widest(*this, hashes, places);
}

}  // namespace resonanz::text
