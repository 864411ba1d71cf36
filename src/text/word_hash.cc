#include "text/word_hash.h"

#include <array>
#include <vector>

#include "text/cpu.h"
#include "text/hash.h"

namespace resonanz::text {
namespace {

constexpr std::size_t kBlock = 16;

/// Writes the rows of words one after the other, two numbers at a time.
class RowWriter {
 public:
  RowWriter(const PlainWords& words, WordRow* rows)
      : at_(reinterpret_cast<char*>(rows)),
        edges_(words.edges),
        position_(words.first | std::uint64_t{words.tail} << 32) {}

  /// The row of the next word; returns where it begins and, in the upper half, its size.
  std::uint64_t next() {
    std::uint64_t edges;
    std::memcpy(&edges, edges_, sizeof edges);
    const std::uint64_t place = edges - (edges << 32);  // the end less the beginning
    std::memcpy(at_, &place, sizeof place);
    std::memcpy(at_ + sizeof place, &position_, sizeof position_);
    ++position_, edges_ += 2, at_ += sizeof(WordRow);
    return place;
  }

 private:
  char* at_;
  const std::uint32_t* edges_;
  std::uint64_t position_;  ///< and, in the upper half, the tail
};

std::uint64_t multiplied(std::string_view text, std::uint64_t seed) { return hash_bytes(text, seed); }
std::uint64_t multiplied_padded(std::string_view text, std::uint64_t seed) { return hash_padded(text, seed); }
void read_multiplying(const PlainWords& words, const WordColumns& out) {
  const char* const lower = words.lower;  // in registers: the bytes that are written might be they
  std::uint32_t *const hashes = out.hashes, *const starts = out.starts;
  RowWriter rows(words, out.rows);
  for (std::size_t i = 0, count = words.count; i < count; ++i) {
    const std::uint64_t place = rows.next();
    const char* const word = lower + static_cast<std::uint32_t>(place);
    hashes[i] = static_cast<std::uint32_t>(hash_word(word, place >> 32));
    starts[i] = static_cast<std::uint32_t>(detail::load4(word));
  }
}

#ifdef __x86_64__
#define RESONANZ_AES [[gnu::target("aes,sse4.1")]]

/// By the number of bytes that count, those of sixteen.
alignas(kBlock) constexpr auto kFirstBytes = [] {
  std::array<std::array<std::uint8_t, kBlock>, kBlock + 1> masks{};
  for (std::size_t size = 0; size <= kBlock; ++size)
    for (std::size_t i = 0; i < size; ++i) masks[size][i] = 0xFF;
  return masks;
}();

RESONANZ_AES inline __m128i load(const char* at) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at)); }
RESONANZ_AES inline __m128i load_first(const char* at, std::size_t size) {
  return _mm_and_si128(load(at), _mm_load_si128(reinterpret_cast<const __m128i*>(kFirstBytes[size].data())));
}
/// After two rounds every byte has changed every other, but each only in one of 255 ways; so a third. The keys are
/// digits of pi.
RESONANZ_AES inline __m128i mix(__m128i state) {
  const __m128i one = _mm_set_epi64x(0x243F6A8885A308D3, 0x13198A2E03707344);
  const __m128i two = _mm_set_epi64x(static_cast<long long>(0xA4093822299F31D0), 0x082EFA98EC4E6C89);
  const __m128i three = _mm_set_epi64x(0x452821E638D01377, static_cast<long long>(0xBE5466CF34E90C6C));
  return _mm_aesenc_si128(_mm_aesenc_si128(_mm_aesenc_si128(state, one), two), three);
}
/// What comes before the last block; moves `text` to it.
RESONANZ_AES inline __m128i mix_front(std::string_view& text, std::uint64_t seed) {
  __m128i state = _mm_set1_epi64x(static_cast<long long>(seed * detail::kHashC));
  for (; text.size() > kBlock; text.remove_prefix(kBlock)) state = mix(_mm_xor_si128(state, load(text.data())));
  return state;
}
RESONANZ_AES std::uint64_t encrypted_padded(std::string_view text, std::uint64_t seed) {
  const __m128i state = mix_front(text, seed);
  return static_cast<std::uint64_t>(_mm_cvtsi128_si64(mix(_mm_xor_si128(state, load_first(text.data(), text.size())))));
}
RESONANZ_AES std::uint64_t encrypted(std::string_view text, std::uint64_t seed) {
  const __m128i state = mix_front(text, seed);
  char last[kBlock] = {};
  std::memcpy(last, text.data(), text.size());
  return static_cast<std::uint64_t>(_mm_cvtsi128_si64(mix(_mm_xor_si128(state, load(last)))));
}
RESONANZ_AES inline std::uint32_t encrypted_word(const char* word, std::size_t size) {
  if (size > kBlock) [[unlikely]]
    return static_cast<std::uint32_t>(encrypted_padded({word, size}, 0));
  return static_cast<std::uint32_t>(_mm_cvtsi128_si32(mix(load_first(word, size))));
}
RESONANZ_AES void read_encrypting(const PlainWords& words, const WordColumns& out) {
  const char* const lower = words.lower;
  std::uint32_t *const hashes = out.hashes, *const starts = out.starts;
  RowWriter rows(words, out.rows);
  for (std::size_t i = 0, count = words.count; i < count; ++i) {
    const std::uint64_t place = rows.next();
    const char* const word = lower + static_cast<std::uint32_t>(place);
    hashes[i] = encrypted_word(word, place >> 32);
    starts[i] = static_cast<std::uint32_t>(detail::load4(word));
  }
}
#endif

}  // namespace

std::span<const WordHash> word_hashes() {
  static const std::vector<WordHash> ways = [] {
    std::vector<WordHash> known{{multiplied, multiplied_padded, read_multiplying}};
#ifdef __x86_64__
    if (__builtin_cpu_supports("aes") && __builtin_cpu_supports("sse4.1"))
      known.push_back({encrypted, encrypted_padded, read_encrypting});
#endif
    return known;
  }();
  return ways;
}

const WordHash& word_hash() {
  static const WordHash& fastest = word_hashes().back();
  return fastest;
}

}  // namespace resonanz::text
