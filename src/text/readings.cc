#include "text/readings.h"

#include "text/stretches.h"

namespace resonanz::text {
namespace {

template <typename T>
void grow_to(std::vector<T>& list, std::size_t size) {
  if (list.size() < size) list.resize(size + size / 2);
}

/// What a sign before a word may make of it.
enum class Special : std::uint8_t { none, dropped, kept, tag };

constexpr std::array<Special, 256> kSpecial = [] {
  std::array<Special, 256> special{};
  special['-'] = special['\''] = Special::dropped;
  special['.'] = special['&'] = special['+'] = special['/'] = Special::kept;
  special['#'] = special['@'] = Special::tag;
  return special;
}();

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
  hashes_[count_++] = static_cast<std::uint32_t>(hash_.of_padded(chars, static_cast<std::uint64_t>(kind)));
}

void Readings::put_made(TokenKind kind, std::string_view chars, std::uint32_t first, std::uint32_t last) {
  char* const copy = make(chars.size());
  std::memcpy(copy, chars.data(), chars.size());
  put(kind, {copy, chars.size()}, true, first, last);
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
  std::size_t read = 0, tokenised = 0;  // up to where doubts are done with; up to where stretches were tokenised
  for (std::size_t i = 0; i < doubts.size(); ++i) {
    if (doubts[i] < read) continue;
    read = read_special(text, i);
    if (read > doubts[i]) continue;
    const std::size_t begin = blank_before(text, doubts[i], tokenised), end = blank_behind(text, doubts[i]);
    add_plain(edge_at(edges, done_, begin));
    add_tokenised(text.substr(begin, end - begin));
    done_ = edge_at(edges, done_, end);
    read = tokenised = end;
    make_room((edges.size() - done_) / 2 + doubts.size() - i);
  }
  add_plain(edges.size());
  positions_[static_cast<std::size_t>(field)] = position_;
}

void Readings::add_plain(std::size_t edge) {
  const std::size_t words = (edge - done_) / 2;
  if (words == 0) return;
  runs_.push_back({static_cast<std::uint32_t>(count_), static_cast<std::uint32_t>(count_ + words), position_, field_});
  hash_.read({bases_[static_cast<std::size_t>(field_)], words_.edges().data() + done_, words, position_,
                    Reading::tail_of(TokenKind::word, field_)},
                   {rows_.data() + count_, hashes_.data() + count_, starts_.data() + count_});
  count_ += words;
  position_ += static_cast<std::uint32_t>(words);
  done_ = edge;
}

void Readings::add_tokenised(std::string_view stretch) {
  tokens_.tokens.clear();
  tokens_.urls[0].clear();
  tokens_.urls[1].clear();
  const std::uint32_t positions = tokenizer_.run(stretch, field_, german_, arena_, tokens_);
  make_room(2 * tokens_.tokens.size());
  for (const Token& token : tokens_.tokens) {
    const std::uint32_t first = position_ + token.first, last = position_ + token.last;
    put_made(token.kind, token.folded, first, last);
    if (!token.stripped.empty()) put_made(token.kind, token.stripped, first, last);
  }
  position_ += positions;
}

}  // namespace resonanz::text
