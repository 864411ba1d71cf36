#include "text/byte_masks.h"

#include "text/char_class.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace resonanz::text {

ByteMasks read_masks_plainly(const char* from, char* lower) {
  ByteMasks out{};
  for (std::size_t i = 0; i < kMaskBytes; ++i) {
    const char c = from[i];
    lower[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    const auto mark = [&](std::uint64_t& mask, bool yes) { mask |= std::uint64_t{yes} << i; };
    mark(out.word, c >= 0 && kAsciiClasses[static_cast<unsigned char>(c)] == CharClass::word);
    mark(out.high, c < 0);
    mark(out.sign, c >= '#' && c <= '/');
    mark(out.tag, c == '#' || c == '$' || c == '@');
    mark(out.trailing, c == '#' || c == '+');
    mark(out.colon, c == ':');
    mark(out.bracket, c == '[');
  }
  return out;
}

#ifdef __SSE2__
namespace {

__m128i between(__m128i bytes, char first, char last) {
  // One signed comparison: the range is moved to the bottom of the numbers.
  const __m128i moved = _mm_sub_epi8(bytes, _mm_set1_epi8(static_cast<char>(first - 128)));
  return _mm_cmplt_epi8(moved, _mm_set1_epi8(static_cast<char>(-128 + (last - first) + 1)));
}
__m128i equal(__m128i bytes, char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); }

}  // namespace

ByteMasks read_masks(const char* from, char* lower) {
  ByteMasks out{};
  for (std::size_t i = 0; i < kMaskBytes; i += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + i));
    const __m128i upper = between(bytes, 'A', 'Z');
    const __m128i lowered = _mm_or_si128(bytes, _mm_and_si128(upper, _mm_set1_epi8(0x20)));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(lower + i), lowered);
    const auto mark = [i](std::uint64_t& mask, __m128i yes) {
      mask |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(yes))) << i;
    };
    const __m128i hash = equal(bytes, '#');
    mark(out.word, _mm_or_si128(_mm_or_si128(between(lowered, 'a', 'z'), between(bytes, '0', '9')), equal(bytes, '_')));
    mark(out.high, bytes);
    mark(out.sign, between(bytes, '#', '/'));
    mark(out.tag, _mm_or_si128(hash, _mm_or_si128(equal(bytes, '$'), equal(bytes, '@'))));
    mark(out.trailing, _mm_or_si128(hash, equal(bytes, '+')));
    mark(out.colon, equal(bytes, ':'));
    mark(out.bracket, equal(bytes, '['));
  }
  return out;
}
#else
ByteMasks read_masks(const char* from, char* lower) { return read_masks_plainly(from, lower); }
#endif

}  // namespace resonanz::text
