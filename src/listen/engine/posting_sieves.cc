// Whether a post may answer many postings, by their words. Contract: postings.h.
#include "listen/engine/postings.h"
#include "text/hash_bits_wide.h"

namespace resonanz::listen {
namespace {

std::size_t sieve_one_by_one(const Posting* postings, std::span<std::uint32_t> numbers, const text::HashBits& post) {
  std::size_t kept = 0;
  for (const std::uint32_t number : numbers) {  // without a branch: nobody could guess it
    bool may_match = postings[number].starts != 0;
    for (const std::uint16_t word : postings[number].sketch) may_match |= post.may_have(word);
    numbers[kept] = number;
    kept += may_match;
  }
  return kept;
}

#ifdef __x86_64__
static_assert(sizeof(Posting) == 32 && offsetof(Posting, starts) == 4 && offsetof(Posting, sketch) == 8);

/// A posting as sixteen numbers: two for the query, two for how many starts, twelve words.
RESONANZ_AVX512 std::size_t sieve_at_once(const Posting* postings, std::span<std::uint32_t> numbers,
                                          const text::HashBits& post) {
  constexpr __mmask16 kStarts = 0xC, kWords = 0xFFF0;
  const text::WideHashBits bits(post);
  std::size_t kept = 0;
  for (const std::uint32_t number : numbers) {
    const __m256i posting = _mm256_load_si256(reinterpret_cast<const __m256i*>(postings + number));
    const __m512i words = _mm512_cvtepu16_epi32(posting);
    numbers[kept] = number;
    kept += (bits.may_have(kWords, words) | _mm512_mask_test_epi32_mask(kStarts, words, words)) != 0;
  }
  return kept;
}
#endif

}  // namespace

std::span<const PostingSieve> posting_sieves() {
  static const std::vector<PostingSieve> sieves = [] {
    std::vector<PostingSieve> known{sieve_one_by_one};
#ifdef __x86_64__
    if (text::runs_avx512()) known.push_back(sieve_at_once);
#endif
    return known;
  }();
  return sieves;
}

}  // namespace resonanz::listen
