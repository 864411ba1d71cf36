#include "text/readings.h"

namespace resonanz::text {
namespace {

/// Nothing crosses these: URLs, tags, words and emoji all end before them.
bool is_blank(char c) { return static_cast<unsigned char>(c) <= 0x20; }

std::size_t blank_before(std::string_view text, std::size_t at, std::size_t begin) {
  while (at > begin && !is_blank(text[at - 1])) --at;
  return at;
}
std::size_t blank_behind(std::string_view text, std::size_t at) {
  while (at < text.size() && !is_blank(text[at])) ++at;
  return at;
}

/// The first of `edges` from number `from` on that is not before `place`; a word's beginning where `place` is in none.
std::size_t edge_at(std::span<const std::uint32_t> edges, std::size_t from, std::size_t place) {
  while (from < edges.size() && edges[from] < place) from += 2;
  return from;
}

template <typename T>
void grow_to(std::vector<T>& list, std::size_t size) {
  if (list.size() < size) list.resize(size + size / 2);
}

/// Sixteen bytes where they are enough: what stands behind them is overwritten or never read.
void copy_padded(char* to, const char* from, std::size_t size) {
  if (size <= Reading::kReadBehind) std::memcpy(to, from, Reading::kReadBehind);
  else std::memcpy(to, from, size);
}

}  // namespace

void Readings::begin() {
  count_ = made_size_ = 0;
  runs_.clear();
  positions_ = {};
  arena_.clear();
}

void Readings::make_room(std::size_t readings) {
  grow_to(rows_, count_ + readings);
  grow_to(hashes_, count_ + readings + kFindBehind);
  starts_.make_room(count_ + readings);
}

char* Readings::make(std::size_t size) {
  const std::size_t begin = made_size_;
  made_size_ += size;
  grow_to(made_, made_size_ + 2 * Reading::kReadBehind);  // what is copied in may be as much longer
  bases_[2] = bases_[3] = made_.data();
  return made_.data() + begin;
}

/// Behind `chars` so many bytes as kReadBehind says can be read.
void Readings::put(TokenKind kind, std::string_view chars, bool made, std::uint32_t first, std::uint32_t last) {
  const std::uint32_t tail = Reading::tail_of(kind, field_, made, last - first);
  const auto at = static_cast<std::uint32_t>(chars.data() - bases_[Reading::base_of(tail)]);
  rows_[count_] = {at, static_cast<std::uint32_t>(chars.size()), first, tail};
  std::memcpy(&starts_.data()[count_], chars.data(), sizeof(std::uint32_t));
  hashes_[count_++] = static_cast<std::uint32_t>(word_hash().of_padded(chars, static_cast<std::uint64_t>(kind)));
}

void Readings::add(std::string_view text, Field field, bool german) {
  if (text.empty()) return;
  field_ = field, german_ = german, position_ = 0, done_ = 0;
  starts_.forget();
  std::vector<char>& lower = lower_[static_cast<int>(field)];
  grow_to(lower, mask_blocks(text.size()) * kMaskBytes + Reading::kReadBehind);
  bases_[static_cast<std::size_t>(field)] = lower.data();
  words_.find(text, lower.data());
  const auto edges = words_.edges();
  const auto doubts = words_.doubts();
  make_room(edges.size() / 2 + doubts.size());
  std::size_t behind = 0;  // the stretch that was tokenised last
  for (std::size_t i = 0; i < doubts.size(); ++i) {
    const auto [doubt, edge] = doubts[i];
    if (doubt < behind) continue;
    if (is_alone(text, i) && add_special(text, doubts[i])) continue;
    const std::size_t begin = blank_before(text, doubt, behind), end = blank_behind(text, doubt);
    add_plain(edge_at(edges, done_, begin));
    add_tokenised(text.substr(begin, end - begin));
    done_ = edge_at(edges, edge + edge % 2, end);
    behind = end;
    make_room((edges.size() - done_) / 2 + doubts.size() - i);
  }
  add_plain(edges.size());
  positions_[static_cast<std::size_t>(field)] = position_;
}

bool Readings::begins_word(Doubt doubt) const {
  const auto edges = words_.edges();
  return doubt.edge % 2 == 0 && doubt.edge < edges.size() && edges[doubt.edge] == doubt.place;
}

/// True if there is no other doubt behind this one in the same stretch between blanks.
bool Readings::is_alone(std::string_view text, std::size_t number) const {
  const auto doubts = words_.doubts();
  if (number + 1 == doubts.size()) return true;
  const auto [doubt, edge] = doubts[number];
  if (begins_word(doubts[number])) {
    const std::uint32_t end = words_.edges()[edge + 1];
    if (end < text.size() && is_blank(text[end])) return true;  // most are, told at once
  }
  return doubts[number + 1].place >= blank_behind(text, doubt);
}

void Readings::add_plain(std::size_t edge) {
  const std::size_t words = (edge - done_) / 2;
  if (words == 0) return;
  runs_.push_back({static_cast<std::uint32_t>(count_), static_cast<std::uint32_t>(count_ + words), position_, field_});
  word_hash().read({bases_[static_cast<std::size_t>(field_)], words_.edges().data() + done_, words, position_,
                    Reading::tail_of(TokenKind::word, field_)},
                   {rows_.data() + count_, hashes_.data() + count_, starts_.data() + count_});
  count_ += words;
  position_ += static_cast<std::uint32_t>(words);
  done_ = edge;
}

bool Readings::add_special(std::string_view text, Doubt at) {
  const auto edges = words_.edges();
  const auto [doubt, edge] = at;
  if (!begins_word(at) || doubt == 0) return false;
  const char sign = text[doubt - 1];
  switch (sign) {
    case '#':
    case '@': {
      const bool after_word = edge > 0 && edges[edge - 1] + 1 == doubt;
      if (after_word) return sign == '@';  // info@acme is no tag
      const std::string_view name(lower_[static_cast<int>(field_)].data() + doubt, edges[edge + 1] - doubt);
      const std::uint32_t position = position_ + (edge - static_cast<std::uint32_t>(done_)) / 2;
      put(sign == '#' ? TokenKind::hashtag : TokenKind::mention, name, false, position, position);
      return true;
    }
    case '-':
    case '\'':
      return add_joined(at, 0);
    case '.':
    case '&':
    case '+':
    case '/':
      return add_joined(at, sign);
    default:
      return false;
  }
}

/// `sign`: that is kept, or 0.
bool Readings::add_joined(Doubt at, char sign) {
  const auto edges = words_.edges();
  const auto [doubt, edge] = at;
  if (edge < 2 || edges[edge - 1] + 1 != doubt) return false;
  const char* const lower = lower_[static_cast<int>(field_)].data();
  const std::size_t left = edges[edge - 1] - edges[edge - 2], right = edges[edge + 1] - doubt;
  if (sign == '.' && std::string_view(lower + edges[edge - 2], left) == "www") return false;  // an address
  const std::size_t right_at = left + (sign != 0), size = right_at + right;
  char* const joined = make(size);
  copy_padded(joined, lower + edges[edge - 2], left);
  if (sign != 0) joined[left] = sign;
  copy_padded(joined + right_at, lower + doubt, right);
  const std::uint32_t position = position_ + (edge - static_cast<std::uint32_t>(done_)) / 2;
  put(TokenKind::word, {joined, size}, true, position - 1, position);
  return true;
}

void Readings::add_tokenised(std::string_view stretch) {
  tokens_.tokens.clear();
  tokens_.urls[0].clear();
  tokens_.urls[1].clear();
  const std::uint32_t positions = tokenizer_.run(stretch, field_, german_, arena_, tokens_);
  make_room(2 * tokens_.tokens.size());
  const auto copy = [&](const Token& token, std::string_view reading) {
    char* const chars = make(reading.size());
    std::memcpy(chars, reading.data(), reading.size());
    put(token.kind, {chars, reading.size()}, true, position_ + token.first, position_ + token.last);
  };
  for (const Token& token : tokens_.tokens) {
    copy(token, token.folded);
    if (!token.stripped.empty()) copy(token, token.stripped);
  }
  position_ += positions;
}

}  // namespace resonanz::text
