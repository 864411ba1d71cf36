#include "text/readings.h"

#include "text/byte_masks.h"

namespace resonanz::text {
namespace {

constexpr std::size_t kFewestBits = 8192, kMostBits = 65'536;  // Readings::may_have() has 16 bits
constexpr std::size_t kBitsAByte = 32;                         // one in some hundred is set
constexpr std::size_t kReadBehind = 16;                        // bytes that hash_padded() may read behind a word

/// Nothing crosses these: URLs, tags, words and emoji all end before them.
bool is_blank(char c) { return static_cast<unsigned char>(c) <= 0x20; }

/// Bits moved to the following bytes, those of the block before coming in.
std::uint64_t behind(std::uint64_t mask, std::uint64_t before, int bytes) {
  return mask << bytes | before >> (kMaskBytes - bytes);
}

/// A block of a text.
struct Block {
  ByteMasks masks{};
  RareMasks rare{};
};

/// Where a word may be more than a plain word. Told at the last byte that is needed to know, which stands in the same
/// stretch between blanks.
std::uint64_t doubts_of(const Block& now, const Block& before) {
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

/// Writes the places of the bits, from `base` on.
std::size_t write_places(std::uint64_t bits, std::uint32_t base, std::uint32_t* out) {
  std::size_t count = 0;
  for (; bits != 0; bits &= bits - 1) out[count++] = base + static_cast<std::uint32_t>(std::countr_zero(bits));
  return count;
}

std::uint16_t mix_start(std::uint64_t letters, std::size_t length) {
  return static_cast<std::uint16_t>((letters + length) * detail::kHashC >> 40);
}

template <typename T>
void grow_to(std::vector<T>& list, std::size_t size) {
  if (list.size() < size) list.resize(size + size / 2);
}

}  // namespace

void Readings::begin(std::size_t bytes) {
  by_hash_.forget();
  for (HashChains& chains : by_start_) chains.forget();
  count_ = 0;
  arena_.clear();
  bits_.reset(std::clamp(bytes * kBitsAByte, kFewestBits, kMostBits));
  starts_noted_ = 0;
}

bool Readings::is_repeated(std::size_t number) const {
  std::size_t last = number;
  any_of(hashes_[number], [&](std::size_t i) {
    last = i;
    return true;
  });
  return last != number;
}

std::uint16_t Readings::start_bits(std::string_view start) {
  const auto two = [](const char* at) {
    std::uint16_t letters;
    std::memcpy(&letters, at, sizeof letters);
    return std::uint64_t{letters};
  };
  const std::size_t rest = start.size() - kShortestStart;
  const std::uint64_t letters = two(start.data()) | two(start.data() + rest) << 8 * rest;
  return mix_start(letters, start.size());
}

/// start_bits() of a reading, of whatever stands behind it where it is shorter: no branch that nobody could guess.
std::uint16_t Readings::start_of(const Reading& reading, std::size_t length) {
  return mix_start(detail::load4(reading.chars) & ((std::uint64_t{1} << 8 * length) - 1), length);
}

void Readings::note_starts(std::size_t length) {
  if (starts_noted_ >> length & 1) return;
  starts_noted_ |= 1u << length;
  for (const Reading& reading : all()) bits_.add(start_of(reading, length));
}

void Readings::make_starts(HashChains& chains, std::size_t length) const {
  chains.make(count_, [&](std::size_t i) { return start_of(readings_[i], length); });
}

void Readings::make_room(std::size_t readings) {
  grow_to(readings_, count_ + readings);
  grow_to(hashes_, count_ + readings);
}

/// Behind `text` so many bytes as kReadBehind says can be read.
void Readings::put(TokenKind kind, std::string_view text, std::uint32_t first, std::uint32_t last) {
  readings_[count_] = {text.data(), static_cast<std::uint32_t>(text.size()), first, last, kind, field_};
  hashes_[count_++] = static_cast<std::uint32_t>(hash_padded(text, static_cast<std::uint64_t>(kind)));
}

void Readings::add(std::string_view text, Field field, bool german) {
  field_ = field, german_ = german, position_ = 0;
  const std::size_t before = count_;
  find_words(text);
  make_room(edge_count_ / 2 + 1);
  std::size_t edge = 0, done = 0;
  for (std::size_t i = 0; i < doubt_count_; ++i) {
    if (doubts_[i] < done) continue;
    std::size_t begin = doubts_[i], end = begin;
    while (begin > done && !is_blank(text[begin - 1])) --begin;
    while (end < text.size() && !is_blank(text[end])) ++end;
    edge = add_plain(edge, begin);
    const bool alone = i + 1 == doubt_count_ || doubts_[i + 1] >= end;
    if (alone && add_special(text, doubts_[i], edge)) {
      edge = add_plain(edge, end);
    } else {
      while (edge < edge_count_ && edges_[edge] < end) edge += 2;
      add_tokenised(text.substr(begin, end - begin));
    }
    make_room((edge_count_ - edge) / 2 + 1);
    done = end;
  }
  add_plain(edge, text.size());
  for (const std::uint32_t hash : hashes().subspan(before)) bits_.add(hash);
}

void Readings::find_words(std::string_view text) {
  std::vector<char>& lower = lower_[static_cast<int>(field_)];
  grow_to(lower, text.size() + kMaskBytes + kReadBehind);
  grow_to(edges_, text.size() + 2);
  grow_to(doubts_, text.size());
  edge_count_ = doubt_count_ = 0;
  Block before;
  for (std::size_t at = 0; at < text.size(); at += kMaskBytes) {
    const char* from = text.data() + at;
    char last[kMaskBytes];
    if (const std::size_t left = text.size() - at; left < kMaskBytes) {
      std::memset(last, 0, kMaskBytes);
      std::memcpy(last, from, left);
      from = last;
    }
    Block now{read_masks(from, lower.data() + at)};
    if (now.masks.has_rare) now.rare = read_rare(from);
    const std::uint64_t edges = now.masks.word ^ behind(now.masks.word, before.masks.word, 1);
    const auto base = static_cast<std::uint32_t>(at);
    edge_count_ += write_places(edges, base, edges_.data() + edge_count_);
    doubt_count_ += write_places(doubts_of(now, before), base, doubts_.data() + doubt_count_);
    before = now;
  }
  if (edge_count_ % 2 == 1) edges_[edge_count_++] = static_cast<std::uint32_t>(text.size());
}

std::size_t Readings::add_plain(std::size_t edge, std::size_t end) {
  // Much the most of the work: what the loop needs stays in registers, or the bytes it writes might change it.
  const char* const lower = lower_[static_cast<int>(field_)].data();
  const std::uint32_t *const edges = edges_.data(), *at = edges + edge, *const edges_end = edges + edge_count_;
  Reading* reading = readings_.data() + count_;
  std::uint32_t* hash_at = hashes_.data() + count_;
  const Field field = field_;
  std::uint32_t position = position_;
  for (; at != edges_end && *at < end; at += 2, ++position) {
    const std::string_view word(lower + at[0], at[1] - at[0]);
    const auto hash = static_cast<std::uint32_t>(hash_padded(word));
    *reading++ = {word.data(), static_cast<std::uint32_t>(word.size()), position, position, TokenKind::word, field};
    *hash_at++ = hash;
  }
  count_ += position - position_;
  position_ = position;
  return static_cast<std::size_t>(at - edges);
}

bool Readings::add_special(std::string_view text, std::uint32_t doubt, std::size_t edge) {
  std::uint32_t position = position_;
  for (; edge < edge_count_ && edges_[edge] < doubt; edge += 2) ++position;
  if (edge == edge_count_ || edges_[edge] != doubt || doubt == 0) return false;  // not told at the beginning of a word
  const char sign = text[doubt - 1];
  switch (sign) {
    case '#':
    case '@': {
      const bool after_word = edge > 0 && edges_[edge - 1] + 1 == doubt;
      if (after_word) return sign == '@';  // info@acme is no tag
      const std::string_view name(lower_[static_cast<int>(field_)].data() + doubt, edges_[edge + 1] - doubt);
      const TokenKind kind = sign == '#' ? TokenKind::hashtag : TokenKind::mention;
      put(kind, name, position, position);
      return true;
    }
    case '-':
    case '\'':
      return add_joined(doubt, 0, edge, position);
    case '.':
    case '&':
    case '+':
    case '/':
      return add_joined(doubt, sign, edge, position);
    default:
      return false;
  }
}

/// The word before edge number `edge`, the sign if it is kept, and the word there, which has this position.
bool Readings::add_joined(std::uint32_t doubt, char sign, std::size_t edge, std::uint32_t position) {
  if (edge < 2 || edges_[edge - 1] + 1 != doubt) return false;
  const char* lower = lower_[static_cast<int>(field_)].data();
  const std::size_t left = edges_[edge - 1] - edges_[edge - 2], right = edges_[edge + 1] - doubt;
  if (sign == '.' && std::string_view(lower + edges_[edge - 2], left) == "www") return false;  // an address
  const std::size_t size = left + (sign != 0) + right;
  char* joined = arena_.take(size + kReadBehind);
  std::memcpy(joined, lower + edges_[edge - 2], left);
  if (sign != 0) joined[left] = sign;
  std::memcpy(joined + size - right, lower + doubt, right);
  put(TokenKind::word, {joined, size}, position - 1, position);
  return true;
}

void Readings::add_tokenised(std::string_view stretch) {
  tokens_.tokens.clear();
  tokens_.urls[0].clear();
  tokens_.urls[1].clear();
  const std::uint32_t positions = tokenizer_.run(stretch, field_, german_, arena_, tokens_);
  make_room(2 * tokens_.tokens.size());
  const auto copy = [&](const Token& token, std::string_view reading) {
    char* const chars = arena_.take(reading.size() + kReadBehind);
    std::memcpy(chars, reading.data(), reading.size());
    put(token.kind, {chars, reading.size()}, position_ + token.first, position_ + token.last);
  };
  for (const Token& token : tokens_.tokens) {
    copy(token, token.folded);
    if (!token.stripped.empty()) copy(token, token.stripped);
  }
  position_ += positions;
}

}  // namespace resonanz::text
