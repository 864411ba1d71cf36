#include "text/byte_masks_wide.h"

#include "text/cpu.h"

#ifdef __x86_64__
#include <array>
#include <cstring>

namespace resonanz::text {
namespace {

// A byte's class is the AND of what its two halves allow; each bit is a rectangle of halves.
enum ByteBits : std::uint8_t {
  kDigit = 1 << 0,       // 3x: 0 to 9
  kFirstHalf = 1 << 1,   // 4x, 6x: A to O
  kSecondHalf = 1 << 2,  // 5x, 7x: P to Z
  kUnderscore = 1 << 3,
  kWordBits = kDigit | kFirstHalf | kSecondHalf | kUnderscore,
  kJoining = 1 << 4,  // 2x: & ' + - . /
  kTag = 1 << 5,      // 2x: # $ +
  kAt = 1 << 6,       // 40
  kSeldom = 1 << 7    // : [, and ; and Z, which does no harm: no bit is left to tell them apart
};

constexpr std::array<std::uint8_t, 16> kByLowHalf = [] {
  std::array<std::uint8_t, 16> bits{};
  for (int low = 0; low < 16; ++low) {
    if (low <= 9) bits[low] |= kDigit;
    if (low >= 1) bits[low] |= kFirstHalf;
    if (low <= 10) bits[low] |= kSecondHalf;
    if (low == 15) bits[low] |= kUnderscore;
    if (low == 6 || low == 7 || low == 11 || low >= 13) bits[low] |= kJoining;
    if (low == 3 || low == 4 || low == 11) bits[low] |= kTag;
    if (low == 0) bits[low] |= kAt;
    if (low == 10 || low == 11) bits[low] |= kSeldom;
  }
  return bits;
}();
constexpr std::array<std::uint8_t, 16> kByHighHalf = {
    0,          0,          kJoining | kTag, kDigit | kSeldom, kFirstHalf | kAt, kSecondHalf | kUnderscore | kSeldom,
    kFirstHalf, kSecondHalf};

#define RESONANZ_AVX2 [[gnu::target("avx2"), gnu::always_inline]] inline

RESONANZ_AVX2 __m256i twice(const std::array<std::uint8_t, 16>& table) {
  return _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(table.data())));
}
/// A bit for each byte whose highest bit is set.
RESONANZ_AVX2 std::uint64_t bits_of(__m256i low, __m256i high) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(low)) |
         static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(high))) << 32;
}
RESONANZ_AVX2 __m256i is_no_word(__m256i classes) {
  return _mm256_cmpeq_epi8(_mm256_and_si256(classes, _mm256_set1_epi8(kWordBits)), _mm256_setzero_si256());
}
/// Classes of 32 bytes; 0 for those not ASCII. Writes them in lower case.
RESONANZ_AVX2 __m256i read_half(__m256i bytes, char* lower) {
  const __m256i halves = _mm256_set1_epi8(15);
  const __m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), halves);
  const __m256i classes =
      _mm256_and_si256(_mm256_shuffle_epi8(twice(kByLowHalf), bytes), _mm256_shuffle_epi8(twice(kByHighHalf), high));
  const __m256i moved = _mm256_sub_epi8(bytes, _mm256_set1_epi8(static_cast<char>('A' - 128)));
  const __m256i upper = _mm256_cmpgt_epi8(_mm256_set1_epi8(-128 + 26), moved);
  const __m256i lowered = _mm256_or_si256(bytes, _mm256_and_si256(upper, _mm256_set1_epi8(0x20)));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(lower), lowered);
  return classes;
}
RESONANZ_AVX2 void read_avx2_block(const char* from, char* lower, ByteMasks& out) {
  const __m256i front = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
  const __m256i back = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from + 32));
  const __m256i a = read_half(front, lower), b = read_half(back, lower + 32);
  out.word = ~bits_of(is_no_word(a), is_no_word(b));
  out.sign = bits_of(_mm256_slli_epi16(a, 3), _mm256_slli_epi16(b, 3));
  const __m256i classes = _mm256_or_si256(a, b), high = _mm256_or_si256(front, back);
  const __m256i rare = _mm256_and_si256(classes, _mm256_set1_epi8(static_cast<char>(kTag | kAt | kSeldom)));
  const __m256i high_bit = _mm256_and_si256(high, _mm256_set1_epi8(static_cast<char>(0x80)));
  const __m256i either = _mm256_or_si256(rare, high_bit);
  out.has_rare = _mm256_testz_si256(either, either) == 0;
}
[[gnu::target("avx2")]] void read_by_avx2(std::string_view text, char* lower, ByteMasks* masks) {
  const char* from = text.data();
  const char* const end = from + text.size();
  for (; end - from >= static_cast<std::ptrdiff_t>(kMaskBytes); from += kMaskBytes, lower += kMaskBytes)
    read_avx2_block(from, lower, *masks++);
  if (from == end) return;
  char last[kMaskBytes] = {};
  std::memcpy(last, from, static_cast<std::size_t>(end - from));
  read_avx2_block(last, lower, *masks);
}

#undef RESONANZ_AVX2

}  // namespace

void add_wide_mask_readers(std::vector<MaskReader>& known) {
  if (__builtin_cpu_supports("avx2")) known.push_back(read_by_avx2);
}

}  // namespace resonanz::text
#else
namespace resonanz::text {

void add_wide_mask_readers(std::vector<MaskReader>&) {}

}  // namespace resonanz::text
#endif
