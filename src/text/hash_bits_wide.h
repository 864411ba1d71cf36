#pragma once
// HashBits asked for sixteen hashes at once. For functions for which runs_avx512() was asked.

#include "text/cpu.h"
#include "text/hash_bits.h"

#ifdef __x86_64__
namespace resonanz::text {

/// Borrows the bits, which do not change meanwhile.
class WideHashBits {
 public:
  RESONANZ_AVX512 explicit WideHashBits(const HashBits& bits)
      : words_(bits.words()), mask_(_mm512_set1_epi32(static_cast<int>(bits.mask()))) {}

  /// HashBits::may_have() of the hashes in the lanes `here`.
  RESONANZ_AVX512 __mmask16 may_have(__mmask16 here, __m512i hashes) const {
    static_assert(HashBits::kBitsAWord == 32);
    const __m512i word_of = _mm512_and_si512(_mm512_srli_epi32(hashes, 5), mask_);
    const __m512i words = _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), here, word_of, words_, 4);
    const __m512i in_word = _mm512_and_si512(hashes, _mm512_set1_epi32(HashBits::kBitsAWord - 1));
    return _mm512_mask_test_epi32_mask(here, words, _mm512_sllv_epi32(_mm512_set1_epi32(1), in_word));
  }

 private:
  const std::uint32_t* words_;
  __m512i mask_;
};

}  // namespace resonanz::text
#endif
