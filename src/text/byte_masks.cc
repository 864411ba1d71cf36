#include "text/byte_masks.h"

#include <cstring>
#include <vector>

#include "text/byte_masks_wide.h"
#include "text/char_class.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace resonanz::text {
namespace {

/// Calls read(from, lower, masks) for each 64 bytes; the last are filled up with 0.
template <typename Read>
void each_block(std::string_view text, char* lower, ByteMasks* masks, Read&& read) {
  const char* from = text.data();
  const char* const end = from + text.size();
  for (; end - from >= static_cast<std::ptrdiff_t>(kMaskBytes); from += kMaskBytes, lower += kMaskBytes)
    read(from, lower, *masks++);
  if (from == end) return;
  char last[kMaskBytes] = {};
  std::memcpy(last, from, static_cast<std::size_t>(end - from));
  read(last, lower, *masks);
}

constexpr bool is_joining(char c) { return c == '&' || c == '\'' || c == '+' || (c >= '-' && c <= '/'); }
constexpr bool is_rare(char c) { return c < 0 || c == '#' || c == '$' || c == '+' || c == ':' || c == '@' || c == '['; }

void read_plain_block(const char* from, char* lower, ByteMasks& out) {
  out = {};
  for (std::size_t i = 0; i < kMaskBytes; ++i) {
    const char c = from[i];
    lower[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    const bool word = c >= 0 && kAsciiClasses[static_cast<unsigned char>(c)] == CharClass::word;
    out.word |= std::uint64_t{word} << i;
    out.sign |= std::uint64_t{is_joining(c)} << i;
    out.has_rare |= is_rare(c);
  }
}
void read_plainly(std::string_view text, char* lower, ByteMasks* masks) {
  each_block(text, lower, masks, read_plain_block);
}

}  // namespace

RareMasks read_rare_plainly(const char* from) {
  RareMasks out;
  for (std::size_t i = 0; i < kMaskBytes; ++i) {
    const char c = from[i];
    const auto mark = [&](std::uint64_t& mask, bool yes) { mask |= std::uint64_t{yes} << i; };
    mark(out.high, c < 0);
    mark(out.tag, c == '#' || c == '$' || c == '@');
    mark(out.trailing, c == '#' || c == '+');
    mark(out.colon, c == ':');
    mark(out.bracket, c == '[');
  }
  return out;
}

#ifdef __SSE2__
namespace {

constexpr std::size_t kStep = 16;

__m128i load(const char* at) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at)); }
__m128i between(__m128i bytes, char first, char last) {
  // One signed comparison: the range is moved to the bottom of the numbers.
  const __m128i moved = _mm_sub_epi8(bytes, _mm_set1_epi8(static_cast<char>(first - 128)));
  return _mm_cmplt_epi8(moved, _mm_set1_epi8(static_cast<char>(-128 + (last - first) + 1)));
}
__m128i equal(__m128i bytes, char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); }
__m128i any(__m128i a, __m128i b) { return _mm_or_si128(a, b); }
template <typename... More>
__m128i any(__m128i a, __m128i b, More... more) {
  return any(any(a, b), more...);
}
void mark(std::uint64_t& mask, std::size_t at, __m128i yes) {
  mask |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(yes))) << at;
}

void read_sse2_block(const char* from, char* lower, ByteMasks& out) {
  out = {};
  __m128i rare = _mm_setzero_si128();
  for (std::size_t i = 0; i < kMaskBytes; i += kStep) {
    const __m128i bytes = load(from + i), plus = equal(bytes, '+');
    const __m128i lowered = any(bytes, _mm_and_si128(between(bytes, 'A', 'Z'), _mm_set1_epi8(0x20)));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(lower + i), lowered);
    mark(out.word, i, any(between(lowered, 'a', 'z'), between(bytes, '0', '9'), equal(bytes, '_')));
    mark(out.sign, i, any(plus, between(bytes, '&', '\''), between(bytes, '-', '/')));
    rare = any(rare, bytes, plus, between(bytes, '#', '$'), equal(bytes, ':'), equal(bytes, '@'), equal(bytes, '['));
  }
  out.has_rare = _mm_movemask_epi8(rare) != 0;
}
void read_by_sse2(std::string_view text, char* lower, ByteMasks* masks) {
  each_block(text, lower, masks, read_sse2_block);
}

}  // namespace

RareMasks read_rare(const char* from) {
  RareMasks out;
  for (std::size_t i = 0; i < kMaskBytes; i += kStep) {
    const __m128i bytes = load(from + i), hash = equal(bytes, '#');
    mark(out.high, i, bytes);
    mark(out.tag, i, any(hash, equal(bytes, '$'), equal(bytes, '@')));
    mark(out.trailing, i, any(hash, equal(bytes, '+')));
    mark(out.colon, i, equal(bytes, ':'));
    mark(out.bracket, i, equal(bytes, '['));
  }
  return out;
}
#else
RareMasks read_rare(const char* from) { return read_rare_plainly(from); }
#endif

std::span<const MaskReader> mask_readers() {
  static const std::vector<MaskReader> readers = [] {
    std::vector<MaskReader> known{read_plainly};
#ifdef __SSE2__
    known.push_back(read_by_sse2);
#endif
    add_wide_mask_readers(known);
    return known;
  }();
  return readers;
}

void read_masks(std::string_view text, char* lower, ByteMasks* masks) {
  static const MaskReader widest = mask_readers().back();
  widest(text, lower, masks);
}

}  // namespace resonanz::text
