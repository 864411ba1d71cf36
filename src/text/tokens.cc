#include "text/tokens.h"

#include "text/char_class.h"
#include "text/emoji.h"
#include "text/utf8.h"

namespace resonanz::text {
namespace {

constexpr std::size_t kBlockSize = 16 * 1024;
constexpr std::size_t kMostJoinedParts = 8;  // bounds the readings of a word with many signs: 28 stretches

}  // namespace

char* StringArena::take(std::size_t size) {
  while (block_ < blocks_.size() && used_ + size > blocks_[block_].second) ++block_, used_ = 0;
  if (block_ == blocks_.size()) {
    const std::size_t capacity = std::max(size, kBlockSize);
    blocks_.emplace_back(std::make_unique<char[]>(capacity), capacity);
    used_ = 0;
  }
  char* place = blocks_[block_].first.get() + used_;
  used_ += size;
  return place;
}

std::string_view StringArena::put(std::string_view text) {
  if (text.empty()) return {};
  char* place = take(text.size());
  std::memcpy(place, text.data(), text.size());
  return {place, text.size()};
}

void StringArena::clear() { block_ = used_ = 0; }

std::uint32_t Tokenizer::run(std::string_view text, Field field, bool german, StringArena& arena, Output& out) {
  text_ = text, field_ = field, german_ = german, arena_ = &arena, out_ = &out, position_ = 0, tag_ = {};
  for (Scanner scanner(text); scanner.next(segment_);) {
    if (segment_.tag.kind != TokenKind::word) tag_ = segment_.tag, tag_first_ = position_;
    switch (segment_.kind) {
      case SegmentKind::word:
        add_word(segment_);
        break;
      case SegmentKind::run:
        add_run(segment_.begin, segment_.end);
        break;
      case SegmentKind::emoji:
        add_emoji(segment_);
        break;
      case SegmentKind::url:
        out.urls[static_cast<int>(field)].push_back({segment_.begin, segment_.end});
        tag_ = {};  // a sign before an address makes no tag
        break;
    }
  }
  return position_;
}

Tokenizer::Reading Tokenizer::read(std::string_view word) {
  unsigned char any = 0;
  bool upper = false;
  for (const char c : word) {
    any |= static_cast<unsigned char>(c);
    upper |= c >= 'A' && c <= 'Z';
  }
  if (any < 0x80) {
    if (!upper) return {word, {}, word};
    char* lower = arena_->take(word.size());
    std::transform(word.begin(), word.end(), lower, [](char c) { return c >= 'A' && c <= 'Z' ? c | 0x20 : c; });
    return {{lower, word.size()}, {}, word};
  }
  fold(word, folded_);
  const std::string_view exact =
      is_nfc(word) && word.find("\uFE0F") == word.npos ? word : arena_->put(exact_form(word));
  return {arena_->put(folded_.text), german_ ? std::string_view{} : arena_->put(folded_.stripped), exact};
}

void Tokenizer::add(TokenKind kind, std::uint32_t first, std::uint32_t last, std::uint32_t begin, std::uint32_t end,
                    Reading reading) {
  if (reading.folded.empty()) return;
  out_->tokens.push_back({field_, kind, first, last, begin, end, reading.folded, reading.stripped, reading.exact});
}

void Tokenizer::add_word(const Segment& segment) {
  const auto& parts = segment.parts;
  readings_.clear();
  for (const Part& part : parts) readings_.push_back(read(text_.substr(part.begin, part.end - part.begin)));
  if (parts.size() == 1 && readings_[0].folded.empty()) return end_tag(parts[0].end);  // a stray mark
  const std::uint32_t base = position_;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    add(TokenKind::word, position_, position_, parts[i].begin, parts[i].end, readings_[i]);
    ++position_;
    end_tag(parts[i].end);
  }
  if (segment.end > segment.bare_end) add_stretch(segment, base, parts.size() - 1, parts.size() - 1);
  if (parts.size() > 1) add_joined(segment, base);
}

/// Writes the token of a tag whose word ends with the position just taken.
void Tokenizer::end_tag(std::uint32_t end) {
  if (tag_.kind == TokenKind::word || end < tag_.end) return;
  add(tag_.kind, tag_first_, position_ - 1, tag_.begin, tag_.end, read(text_.substr(tag_.name, tag_.end - tag_.name)));
  tag_.kind = TokenKind::word;
}

/// Kept signs bind tighter: first every stretch inside a unit, then every stretch of whole units.
void Tokenizer::add_joined(const Segment& segment, std::uint32_t base) {
  const auto& parts = segment.parts;
  std::vector<std::pair<std::size_t, std::size_t>>& units = units_;
  units.clear();
  for (std::size_t from = 0, i = 0; i < parts.size(); ++i) {
    if (parts[i].sign != 0 && parts[i].sign != '-') continue;
    units.emplace_back(from, i);
    from = i + 1;
  }
  for (const auto& [from, to] : units)
    for (std::size_t a = from; a <= to && a < from + kMostJoinedParts; ++a)
      for (std::size_t b = a + 1; b <= to && b < from + kMostJoinedParts; ++b) add_stretch(segment, base, a, b);
  const std::size_t most = std::min(units.size(), kMostJoinedParts);
  const auto is_short = [](const auto& unit) { return unit.second - unit.first < kMostJoinedParts; };
  for (std::size_t a = 0; a < most && is_short(units[a]); ++a)
    for (std::size_t b = a + 1; b < most && is_short(units[b]); ++b)
      add_stretch(segment, base, units[a].first, units[b].second);
}

/// The parts [from, to] as one, with the kept signs between them; `of` says what of a part. `sign` behind them is not
/// part of what is returned but follows it.
template <typename Of>
std::string_view Tokenizer::join(const Segment& segment, std::size_t from, std::size_t to, std::string_view sign,
                                 Of&& of) {
  const auto& parts = segment.parts;
  const auto keeps = [&](std::size_t i) { return i < to && parts[i].sign != '-'; };
  std::size_t size = sign.size();
  for (std::size_t i = from; i <= to; ++i) size += of(readings_[i]).size() + keeps(i);
  char* const begin = arena_->take(size);
  char* out = begin;
  for (std::size_t i = from; i <= to; ++i) {
    const std::string_view part = of(readings_[i]);
    out = std::copy(part.begin(), part.end(), out);
    if (keeps(i)) *out++ = parts[i].sign;
  }
  std::copy(sign.begin(), sign.end(), out);
  return {begin, size - sign.size()};
}

/// The joined reading of parts [from, to]; where it ends the word, also with the trailing sign.
void Tokenizer::add_stretch(const Segment& segment, std::uint32_t base, std::size_t from, std::size_t to) {
  const auto& parts = segment.parts;
  const bool ends = to + 1 == parts.size();
  const std::string_view sign =
      ends ? text_.substr(segment.bare_end, segment.end - segment.bare_end) : std::string_view();
  bool has_stripped = false, is_exact = true;
  for (std::size_t i = from; i <= to; ++i) {
    has_stripped |= !readings_[i].stripped.empty();
    is_exact &= readings_[i].exact == readings_[i].folded;
  }
  Reading joined;
  joined.folded = join(segment, from, to, sign, [](const Reading& part) { return part.folded; });
  if (has_stripped)
    joined.stripped = join(segment, from, to, sign,
                           [](const Reading& part) { return part.stripped.empty() ? part.folded : part.stripped; });
  joined.exact =
      is_exact ? joined.folded : join(segment, from, to, sign, [](const Reading& part) { return part.exact; });
  const Tag tag = from == 0 && segment.tag.end == parts[0].end ? segment.tag : Tag{};
  const auto emit = [&](std::uint32_t end) {
    const auto first = base + static_cast<std::uint32_t>(from), last = base + static_cast<std::uint32_t>(to);
    add(TokenKind::word, first, last, parts[from].begin, end, joined);
    if (tag.kind == TokenKind::hashtag || tag.kind == TokenKind::mention)
      add(tag.kind, first, last, tag.begin, end, joined);
  };
  if (to > from) emit(parts[to].end);
  if (sign.empty()) return;
  for (std::string_view* text : {&joined.folded, &joined.stripped, &joined.exact})
    if (text->data() != nullptr) *text = {text->data(), text->size() + sign.size()};
  emit(segment.end);
}

void Tokenizer::add_run(std::uint32_t begin, std::uint32_t end) {
  const Mapped run = normalize_mapped(text_.substr(begin, end - begin), Form::nfkc_casefold);
  std::size_t before = run.text.npos;  // where the code point before begins
  const auto emit = [&](std::size_t from, std::size_t to) {
    const std::uint32_t b = begin + run.piece_of(from).begin, e = begin + run.piece_of(to - 1).end;
    const std::string_view folded = arena_->put(std::string_view(run.text).substr(from, to - from));
    add(TokenKind::word, position_, position_, b, e, {folded, {}, arena_->put(exact_form(text_.substr(b, e - b)))});
    ++position_;
  };
  for (std::size_t at = 0; at < run.text.size();) {
    const std::size_t next = at + code_point_at(run.text, at).size;
    if (before != run.text.npos) emit(before, next);
    else if (next == run.text.size()) emit(at, next);
    before = at;
    at = next;
  }
  if (!run.text.empty()) end_tag(end);
}

void Tokenizer::add_emoji(const Segment& segment) {
  const std::string form = emoji_form(text_.substr(segment.begin, segment.end - segment.begin));
  const std::string plain = without_skin_tones(form);
  const std::string_view folded = arena_->put(form);
  add(TokenKind::emoji, position_, position_, segment.begin, segment.end,
      {folded, plain == form ? std::string_view{} : arena_->put(plain), folded});
  ++position_;
}

}  // namespace resonanz::text
