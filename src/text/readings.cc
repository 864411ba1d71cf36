#include "text/readings.h"

#include "text/byte_masks.h"

namespace resonanz::text {
namespace {

constexpr std::size_t kFewestBuckets = 2048, kMostBuckets = 65'536;  // Readings::may_have() has 16 bits
constexpr std::size_t kBytesABucket = 2;
constexpr std::size_t kHashReads = 16;  // bytes that hash_padded() may read behind a word

/// Nothing crosses these: URLs, tags, words and emoji all end before them.
bool is_blank(char c) { return static_cast<unsigned char>(c) <= 0x20; }

/// Bits moved to the following bytes, those of the block before coming in.
std::uint64_t behind(std::uint64_t mask, std::uint64_t before, int bytes) {
  return mask << bytes | before >> (kMaskBytes - bytes);
}

/// Where a word may be more than a plain word. Told at the last byte that is needed to know, which stands in the same
/// stretch between blanks.
std::uint64_t doubts_of(const ByteMasks& now, const ByteMasks& before) {
  const std::uint64_t after_word = behind(now.word, before.word, 1), after_sign = behind(now.sign, before.sign, 1);
  const std::uint64_t word_before_last = behind(now.word, before.word, 2);
  return now.high                                                              // other letters, emoji
         | (now.word & after_sign & word_before_last)                          // it's, 3.5, www.acme.de
         | (now.word & behind(now.tag, before.tag, 1))                         // #tag
         | (now.trailing & after_word)                                         // C++
         | (now.sign & behind(now.colon, before.colon, 1) & word_before_last)  // http://
         | (now.bracket & after_sign);                                         // www.[::1]
}

/// Writes the places of the bits, from `base` on.
std::size_t write_places(std::uint64_t bits, std::uint32_t base, std::uint32_t* out) {
  std::size_t count = 0;
  for (; bits != 0; bits &= bits - 1) out[count++] = base + static_cast<std::uint32_t>(std::countr_zero(bits));
  return count;
}

template <typename T>
void grow_to(std::vector<T>& list, std::size_t size) {
  if (list.size() < size) list.resize(size + size / 2);
}

}  // namespace

void Readings::begin(std::size_t bytes) {
  for (std::size_t i = 0; i < count_; ++i) heads_[readings_[i].hash & mask_] = 0;
  count_ = 0;
  arena_.clear();
  const std::size_t buckets = std::bit_ceil(std::clamp(bytes / kBytesABucket, kFewestBuckets, kMostBuckets));
  if (heads_.size() < buckets) heads_.resize(buckets);
  mask_ = static_cast<std::uint32_t>(buckets - 1);
}

void Readings::put(TokenKind kind, std::string_view text, std::uint64_t hash) {
  const auto low = static_cast<std::uint32_t>(hash);
  std::uint32_t& head = heads_[low & mask_];
  readings_[count_] = {text.data(), static_cast<std::uint32_t>(text.size()), low, head, kind, field_};
  head = static_cast<std::uint32_t>(++count_);
}

bool Readings::is_repeated(std::size_t index) const {
  const Reading& reading = readings_[index];
  for (std::uint32_t at = reading.next; at != 0; at = readings_[at - 1].next)
    if (readings_[at - 1].hash == reading.hash) return true;
  return false;
}

void Readings::add(std::string_view text, Field field, bool german) {
  field_ = field, german_ = german;
  find_words(text);
  grow_to(readings_, count_ + edge_count_ / 2 + 1);
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
    grow_to(readings_, count_ + (edge_count_ - edge) / 2 + 1);
    done = end;
  }
  add_plain(edge, text.size());
}

void Readings::find_words(std::string_view text) {
  std::vector<char>& lower = lower_[static_cast<int>(field_)];
  grow_to(lower, text.size() + kMaskBytes + kHashReads);
  grow_to(edges_, text.size() + 2);
  grow_to(doubts_, text.size());
  edge_count_ = doubt_count_ = 0;
  ByteMasks before{};
  for (std::size_t at = 0; at < text.size(); at += kMaskBytes) {
    char last[kMaskBytes];
    const std::size_t left = text.size() - at;
    if (left < kMaskBytes) {
      std::memset(last, 0, kMaskBytes);
      std::memcpy(last, text.data() + at, left);
    }
    const ByteMasks now = read_masks(left < kMaskBytes ? last : text.data() + at, lower.data() + at);
    const auto base = static_cast<std::uint32_t>(at);
    edge_count_ += write_places(now.word ^ behind(now.word, before.word, 1), base, edges_.data() + edge_count_);
    doubt_count_ += write_places(doubts_of(now, before), base, doubts_.data() + doubt_count_);
    before = now;
  }
  if (edge_count_ % 2 == 1) edges_[edge_count_++] = static_cast<std::uint32_t>(text.size());
}

std::size_t Readings::add_plain(std::size_t edge, std::size_t end) {
  const char* lower = lower_[static_cast<int>(field_)].data();
  for (; edge < edge_count_ && edges_[edge] < end; edge += 2) {
    const std::string_view word(lower + edges_[edge], edges_[edge + 1] - edges_[edge]);
    put(TokenKind::word, word, hash_padded(word));
  }
  return edge;
}

bool Readings::add_special(std::string_view text, std::uint32_t doubt, std::size_t edge) {
  while (edge < edge_count_ && edges_[edge] < doubt) edge += 2;
  if (edge == edge_count_ || edges_[edge] != doubt || doubt == 0) return false;  // not told at the beginning of a word
  const char sign = text[doubt - 1];
  switch (sign) {
    case '#':
    case '@': {
      const bool after_word = edge > 0 && edges_[edge - 1] + 1 == doubt;
      if (after_word) return sign == '@';  // info@acme is no tag
      const std::string_view name(lower_[static_cast<int>(field_)].data() + doubt, edges_[edge + 1] - doubt);
      const TokenKind kind = sign == '#' ? TokenKind::hashtag : TokenKind::mention;
      put(kind, name, hash_padded(name, static_cast<std::uint64_t>(kind)));
      return true;
    }
    case '-':
    case '\'':
      return add_joined(doubt, 0, edge);
    case '.':
    case '&':
    case '+':
    case '/':
      return add_joined(doubt, sign, edge);
    default:
      return false;
  }
}

/// The word before edge number `edge`, the sign if it is kept, and the word there.
bool Readings::add_joined(std::uint32_t doubt, char sign, std::size_t edge) {
  if (edge < 2 || edges_[edge - 1] + 1 != doubt) return false;
  const char* lower = lower_[static_cast<int>(field_)].data();
  const std::size_t left = edges_[edge - 1] - edges_[edge - 2], right = edges_[edge + 1] - doubt;
  if (sign == '.' && std::string_view(lower + edges_[edge - 2], left) == "www") return false;  // an address
  const std::size_t size = left + (sign != 0) + right;
  char* joined = arena_.take(size + kHashReads);
  std::memcpy(joined, lower + edges_[edge - 2], left);
  if (sign != 0) joined[left] = sign;
  std::memcpy(joined + size - right, lower + doubt, right);
  put(TokenKind::word, {joined, size}, hash_padded({joined, size}));
  return true;
}

void Readings::add_tokenised(std::string_view stretch) {
  tokens_.tokens.clear();
  tokens_.urls[0].clear();
  tokens_.urls[1].clear();
  tokenizer_.run(stretch, field_, german_, arena_, tokens_);
  grow_to(readings_, count_ + 2 * tokens_.tokens.size());
  for (const Token& token : tokens_.tokens) {
    put(token.kind, token.folded, hash_of(token.kind, token.folded));
    if (!token.stripped.empty()) put(token.kind, token.stripped, hash_of(token.kind, token.stripped));
  }
}

}  // namespace resonanz::text
