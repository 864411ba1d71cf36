// What is more than plain words and yet needs no tokeniser. Contract: readings.h.
#include "text/readings.h"

#include "text/char_class.h"
#include "text/scan.h"
#include "text/stretches.h"

namespace resonanz::text {
namespace {

/// What a sign before a word may make of it.
enum class Special : std::uint8_t { none, joined, tag, price };

constexpr std::array<Special, 256> kSpecial = [] {
  std::array<Special, 256> special{};
  for (const char c : {'-', '\'', '.', '&', '+', '/'}) special[static_cast<std::size_t>(c)] = Special::joined;
  special['#'] = special['@'] = Special::tag;
  special['$'] = Special::price;
  return special;
}();

/// U+2013 to U+2026: dashes and quotation marks that separate as blanks do; ’ is one where no word goes on behind it.
constexpr std::size_t kPunctuationSize = 3;
bool is_punctuation(std::string_view text, std::size_t at) {
  if (at + kPunctuationSize > text.size() || text[at] != '\xE2' || text[at + 1] != '\x80') return false;
  switch (static_cast<unsigned char>(text[at + 2])) {
    case 0x93:  // en dash
    case 0x94:  // em dash
    case 0x98:  // ‘
    case 0x99:  // ’
    case 0x9A:  // ‚
    case 0x9C:  // “
    case 0x9D:  // ”
    case 0x9E:  // „
    case 0xA6:  // …
      return true;
    default:
      return false;
  }
}
bool is_apostrophe(std::string_view text, std::size_t at) { return text[at + 2] == '\x99'; }

/// What stands beside a word and neither joins it nor changes it, however it goes on.
bool is_separator(std::string_view text, std::size_t at) {
  return is_punctuation(text, at) && !is_apostrophe(text, at);
}

/// Two bytes, a letter that fold() has in its table: ä, ß, é, ł, Ж, ω.
constexpr std::size_t kLetterSize = 2;
bool is_letter(std::string_view text, std::size_t at) {
  if (at + kLetterSize > text.size()) return false;
  const auto lead = static_cast<unsigned char>(text[at]), trail = static_cast<unsigned char>(text[at + 1]);
  if (lead < 0xC3 || lead > 0xD1) return false;
  const unsigned c = (lead & 0x1Fu) << 6 | (trail & 0x3Fu);
  return (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x391 && c <= 0x3C9 && c != 0x3A2) ||
         (c >= 0x410 && c <= 0x45F);
}

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

bool is_word(char c) { return is_ascii(c) && kAsciiClasses[static_cast<unsigned char>(c)] == CharClass::word; }
bool is_joining(char c) { return kSpecial[static_cast<unsigned char>(c)] == Special::joined; }
/// What separates for certain, without a look at what stands beside it.
bool is_apart(char c) { return is_ascii(c) && !is_word(c); }

/// True if what stands before the word that begins here is no part of it and says nothing about it.
bool is_free_before(std::string_view text, std::size_t begin) {
  if (begin == 0) return true;
  const char before = text[begin - 1];
  if (!is_ascii(before)) return begin >= kPunctuationSize && is_separator(text, begin - kPunctuationSize);
  if (is_joining(before)) return begin == 1 || is_apart(text[begin - 2]);
  return kSpecial[static_cast<unsigned char>(before)] == Special::none;
}
/// The same behind it.
bool is_free_behind(std::string_view text, std::size_t end) {
  if (end == text.size()) return true;
  const char behind = text[end];
  if (!is_ascii(behind)) return is_separator(text, end);
  if (behind == '+' || behind == '#') return false;  // C++
  return !is_joining(behind) || end + 1 == text.size() || is_apart(text[end + 1]);
}

/// Sixteen bytes where they are enough: what stands behind them is overwritten or never read.
void copy_padded(char* to, const char* from, std::size_t size) {
  if (size <= Reading::kReadBehind) std::memcpy(to, from, Reading::kReadBehind);
  else std::memcpy(to, from, size);
}

}  // namespace

std::size_t Readings::read_special(std::string_view text, std::size_t number) {
  const std::uint32_t place = words_.doubts()[number], edge = words_.edge_of(place);
  if (!is_ascii(text[place])) {
    if (is_letter(text, place)) return read_word(text, number, edge);
    return is_punctuation(text, place) ? read_punctuation(text, number, edge) : place;
  }
  if (place == 0) return place;
  const char sign = text[place - 1];
  if (sign == ':') return read_address(text, number, edge);
  const auto edges = words_.edges();
  if (edge % 2 == 1 || edge == edges.size() || edges[edge] != place) return place;
  switch (kSpecial[static_cast<unsigned char>(sign)]) {
    case Special::joined:
      if (edge < 2 || edges[edge - 1] + 1 != place) return place;
      if (sign == '.' && left_of(edge) == "www") return read_address(text, number, edge);
      return is_last(text, number + 1, edges[edge + 1]) ? add_joined(edge, sign), place + 1 : place;
    case Special::tag:
      return is_last(text, number + 1, edges[edge + 1]) && add_tag(edge, sign) ? place + 1 : place;
    case Special::price:
      return text[place] >= '0' && text[place] <= '9' ? place + 1 : place;  // $5 is no cashtag
    case Special::none:
      break;
  }
  return place;
}

/// True if no doubt from this number on stands before the next blank behind `from`.
bool Readings::is_last(std::string_view text, std::size_t number, std::size_t from) const {
  const auto doubts = words_.doubts();
  return number == doubts.size() || doubts[number] >= blank_behind(text, from);
}

std::string_view Readings::left_of(std::uint32_t edge) const {
  const std::uint32_t* const left = words_.edges().data() + edge - 2;
  return {lower() + left[0], left[1] - left[0]};
}

/// Position of the word at this edge, of those that are not yet added.
std::uint32_t Readings::position_of(std::uint32_t edge) const {
  return position_ + (edge - static_cast<std::uint32_t>(done_)) / 2;
}

std::size_t Readings::read_punctuation(std::string_view text, std::size_t number, std::uint32_t edge) {
  const std::uint32_t place = words_.doubts()[number], behind = place + kPunctuationSize;
  if (std::string_view(lower(), place).ends_with("www.")) return place;  // an address, whatever it begins with
  if (!is_apostrophe(text, place)) return behind;
  if (behind < text.size() && !is_ascii(text[behind])) return place;
  const auto edges = words_.edges();
  const bool joins = edge % 2 == 1 && edges[edge] == place && edge + 1 < edges.size() && edges[edge + 1] == behind;
  if (!joins) return behind;
  if (!is_last(text, number + kPunctuationSize, edges[edge + 2])) return place;
  add_joined(edge + 1, '\'');
  return behind;
}

/// A word of ASCII and other letters.
std::size_t Readings::read_word(std::string_view text, std::size_t number, std::uint32_t edge) {
  const auto edges = words_.edges();
  const std::uint32_t place = words_.doubts()[number];
  const std::size_t first = edge - edge % 2;  // of the edges of its ASCII letters, if it begins with some
  const std::size_t begin = edge % 2 == 1 ? edges[first] : place;
  std::size_t end = place;
  while (end < text.size() && (is_word(text[end]) || is_letter(text, end))) {
    const bool ascii = is_ascii(text[end]);
    end += ascii ? 1 : kLetterSize;
    number += ascii ? 0 : kLetterSize;
  }
  std::size_t read = end;
  for (; is_separator(text, read); number += kPunctuationSize) read += kPunctuationSize;
  if (!is_free_before(text, begin) || !is_free_behind(text, end) || !is_last(text, number, read)) return place;
  add_plain(first);
  fold(text.substr(begin, end - begin), folded_);
  put_made(TokenKind::word, folded_.text, position_, position_);
  if (!german_ && !folded_.stripped.empty()) put_made(TokenKind::word, folded_.stripped, position_, position_);
  ++position_;
  done_ = edge_at(edges, first, end);
  return read;
}

/// An address has no words. It is enough by itself where nothing but signs is left of its stretch.
std::size_t Readings::read_address(std::string_view text, std::size_t number, std::uint32_t edge) {
  const std::uint32_t place = words_.doubts()[number];
  const auto edges = words_.edges();
  const std::uint32_t begin = edges[edge - 2];
  const std::size_t length = url_length(text, begin);
  if (length == 0) return text[place - 1] == ':' ? place + 1 : place;  // a colon joins nothing
  const std::size_t end = begin + length, next = edge_at(edges, edge, end);
  const auto doubts = words_.doubts();
  while (++number < doubts.size() && doubts[number] < end) {
  }
  const bool cuts_word = edges[next - 1] > end;
  if (cuts_word || !is_last(text, number, end) || (next < edges.size() && edges[next] < blank_behind(text, end)))
    return place;
  add_plain(edge - 2);
  done_ = next;
  return end;
}

/// What a sign before the word at this edge makes of it; false where the tokeniser has to tell.
bool Readings::add_tag(std::uint32_t edge, char sign) {
  const auto edges = words_.edges();
  const bool after_word = edge > 0 && edges[edge - 1] + 1 == edges[edge];
  if (after_word) return sign == '@';  // info@acme is no tag
  const std::string_view name(lower() + edges[edge], edges[edge + 1] - edges[edge]);
  put(sign == '#' ? TokenKind::hashtag : TokenKind::mention, name, false, position_of(edge), position_of(edge));
  return true;
}

/// The word before this edge and that behind it as one, with the sign where it is kept.
void Readings::add_joined(std::uint32_t edge, char sign) {
  const auto edges = words_.edges();
  const std::string_view left = left_of(edge);
  const std::size_t right = edges[edge + 1] - edges[edge];
  const std::size_t right_at = left.size() + (sign != '-' && sign != '\'');
  const std::size_t size = right_at + right;
  char* const joined = make(size);
  copy_padded(joined, left.data(), left.size());
  joined[left.size()] = sign;  // the right side is written over it where it is dropped
  copy_padded(joined + right_at, lower() + edges[edge], right);
  put(TokenKind::word, {joined, size}, true, position_of(edge) - 1, position_of(edge));
}

}  // namespace resonanz::text
