#include "text/scan.h"

#include "text/char_class.h"
#include "text/emoji.h"
#include "text/utf8.h"

namespace resonanz::text {
namespace {

constexpr std::size_t kLongestCashtag = 6, kLongestCashtagSuffix = 2;

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

char sign_kind(char32_t c) { return is_hyphen_sign(c) ? '-' : is_kept_sign(c) ? static_cast<char>(c) : '\0'; }

TokenKind tag_kind(char32_t c) {
  switch (c) {
    case '#':
    case 0xFF03:
      return TokenKind::hashtag;
    case '@':
    case 0xFF20:
      return TokenKind::mention;
    case '$':
      return TokenKind::cashtag;
    default:
      return TokenKind::word;
  }
}

}  // namespace

Scanner::Scanner(std::string_view text, Wildcards wildcards) : text_(text), wildcards_(wildcards == Wildcards::yes) {}

bool Scanner::is_word_at(std::size_t at) const {
  if (at >= text_.size()) return false;
  const char c = text_[at];
  if (wildcards_ && (c == '*' || c == '?')) return !is_keycap(text_, at);
  if (is_plain_ascii_at(at)) return kAsciiClasses[static_cast<unsigned char>(c)] == CharClass::word;
  return class_of(code_point_at(text_, at).value) == CharClass::word && !is_keycap(text_, at);
}

/// An ASCII character that no mark or keycap sign follows: most of most texts.
bool Scanner::is_plain_ascii_at(std::size_t at) const {
  return static_cast<unsigned char>(text_[at]) < 0x80 &&
         (at + 1 == text_.size() || static_cast<unsigned char>(text_[at + 1]) < 0x80);
}

bool Scanner::is_word_or_run_at(std::size_t at) const {
  return is_word_at(at) || (at < text_.size() && class_of(code_point_at(text_, at).value) == CharClass::run);
}

std::size_t Scanner::skip_class(std::size_t at, bool runs_too) const {
  if (!wildcards_)
    while (at < text_.size() && is_plain_ascii_at(at) &&
           kAsciiClasses[static_cast<unsigned char>(text_[at])] == CharClass::word)
      ++at;
  while (runs_too ? is_word_or_run_at(at) : is_word_at(at)) at += code_point_at(text_, at).size;
  return at;
}

void Scanner::take_word(Segment& out) {
  out.kind = SegmentKind::word;
  out.parts.clear();
  for (std::size_t begin = at_;;) {
    const std::size_t end = skip_class(begin, false);
    out.parts.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    at_ = end;
    if (end >= text_.size()) break;
    const CodePoint c = code_point_at(text_, end);
    const char sign = sign_kind(c.value);
    if (sign == 0 || !is_word_at(end + c.size) || url_length(text_, end + c.size) > 0) break;
    out.parts.back().sign = sign;
    begin = end + c.size;
  }
  out.bare_end = static_cast<std::uint32_t>(at_);
  word_end_ = at_;
  take_trailing_sign();
  out.end = static_cast<std::uint32_t>(at_);
}

void Scanner::take_trailing_sign() {
  std::size_t end = at_;
  if (end < text_.size() && text_[end] == '#') ++end;
  else
    while (end < text_.size() && text_[end] == '+') ++end;
  if (end > at_ && !is_word_or_run_at(end)) at_ = end;
}

void Scanner::take_run(Segment& out) {
  out.kind = SegmentKind::run;
  while (at_ < text_.size()) {
    const CodePoint c = code_point_at(text_, at_);
    if (class_of(c.value) != CharClass::run) break;
    at_ += c.size;
  }
  out.end = out.bare_end = static_cast<std::uint32_t>(at_);
  run_end_ = at_;
}

/// Where the tag's word ends, 0 where it is none. A name in Latin letters ends where Japanese text goes on behind it.
std::size_t Scanner::tag_end(TokenKind kind, std::size_t name) const {
  if (kind == TokenKind::cashtag) return cashtag_end(name);
  return skip_class(name, kind == TokenKind::hashtag || !is_word_at(name));
}

/// `$` takes 1 to 6 letters, optionally `.x` or `_x` with one or two letters, and then no further word character.
std::size_t Scanner::cashtag_end(std::size_t name) const {
  const auto letters = [&](std::size_t from, std::size_t most) {
    std::size_t n = 0;
    while (n <= most && from + n < text_.size() && is_ascii_letter(text_[from + n])) ++n;
    return n;
  };
  const std::size_t head = letters(name, kLongestCashtag);
  if (head == 0 || head > kLongestCashtag) return 0;
  const std::size_t end = name + head;
  if (end < text_.size() && (text_[end] == '.' || text_[end] == '_')) {
    const std::size_t tail = letters(end + 1, kLongestCashtagSuffix);
    if (tail > 0 && tail <= kLongestCashtagSuffix && !is_word_or_run_at(end + 1 + tail)) return end + 1 + tail;
  }
  return is_word_or_run_at(end) ? 0 : end;
}

bool Scanner::take_tag(char32_t sign, std::size_t size, Tag& tag) {
  const TokenKind kind = tag_kind(sign);
  const std::size_t name = at_ + size;
  if (kind == TokenKind::word || word_end_ == at_ || !is_word_or_run_at(name)) return false;
  if (kind != TokenKind::mention && run_end_ == at_) return false;
  const std::size_t end = tag_end(kind, name);
  if (end == 0) return false;
  tag = {kind, static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(name), static_cast<std::uint32_t>(end)};
  return true;
}

/// An ASCII character that neither begins nor is anything.
bool Scanner::is_plain_separator_at(std::size_t at) const {
  const char c = text_[at];
  return is_plain_ascii_at(at) && kAsciiClasses[static_cast<unsigned char>(c)] != CharClass::word &&
         tag_kind(c) == TokenKind::word && !(wildcards_ && (c == '*' || c == '?'));
}

bool Scanner::next(Segment& out) {
  out.tag = {};
  while (at_ < text_.size()) {
    if (is_plain_separator_at(at_)) {
      ++at_;
      continue;
    }
    const CodePoint c = code_point_at(text_, at_);
    out.begin = static_cast<std::uint32_t>(at_);
    if (is_word_at(at_)) {
      if (const std::size_t length = url_length(text_, at_); length > 0) {
        out.kind = SegmentKind::url;
        at_ += length;
        out.end = out.bare_end = static_cast<std::uint32_t>(at_);
        return true;
      }
      return take_word(out), true;
    }
    if (class_of(c.value) == CharClass::run) return take_run(out), true;
    if (const std::size_t length = emoji_length(text_, at_); length > 0) {
      out.kind = SegmentKind::emoji;
      at_ += length;
      out.end = out.bare_end = static_cast<std::uint32_t>(at_);
      return true;
    }
    take_tag(c.value, c.size, out.tag);
    at_ += c.size;
  }
  return false;
}

}  // namespace resonanz::text
