#include "listen/phrase_text.h"

#include <charconv>

#include "listen/lexer.h"
#include "listen/word.h"

namespace resonanz::listen {
namespace {

constexpr std::uint32_t kMostCounted = 1'000'000;
constexpr std::size_t kMostGroupReadings = 64;

Error syntax(std::string detail, std::size_t offset) { return {Errc::syntax, std::move(detail), offset}; }

bool is_digits(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == text.npos; }

/// A word of a group is one alternative, even if a sign cuts it into several places: its readings in sequence.
std::vector<Sequence> in_sequence(const std::vector<Item>& items) {
  std::vector<Sequence> out{{}};
  for (const Item& item : items) {
    std::vector<Sequence> longer;
    for (const Sequence& head : out)
      for (const Sequence& tail : item.any) {
        if (longer.size() == kMostGroupReadings) break;
        longer.push_back(head);
        longer.back().insert(longer.back().end(), tail.begin(), tail.end());
      }
    out = std::move(longer);
  }
  return out;
}

class PhraseReader {
 public:
  PhraseReader(std::string_view inside, std::size_t offset) : in_(inside), offset_(offset) {}

  Result<std::vector<Item>> read() {
    for (Lexeme next; (next = in_.peek()) != Lexeme::end;) {
      if (next == Lexeme::close) return syntax("? )", here());
      if (next == Lexeme::open) {
        CHECK_OK(group());
        continue;
      }
      TRY(auto items, word());
      std::move(items.begin(), items.end(), std::back_inserter(items_));
    }
    return std::move(items_);
  }

 private:
  std::size_t here() const { return offset_ + in_.offset(); }

  Result<std::vector<Item>> word() {
    const std::string_view typed = in_.word();
    const auto brace = typed.find('{');
    if (brace != typed.npos && typed.ends_with(",}") && is_digits(typed.substr(brace + 1, typed.size() - brace - 3)))
      return syntax(fmt::format("\"{}\"", typed), here());
    TRY(auto items, read_word(typed, here()));
    in_.move_to(in_.offset() + typed.size());
    return items;
  }

  /// "(" word ( "OR" word )* ")"
  Status group() {
    const std::size_t begin = here();
    in_.skip_sign();
    Item any;
    for (bool wants_word = true;;) {
      const Lexeme next = in_.peek();
      if (next == Lexeme::end || next == Lexeme::open) return syntax("( … ?", begin);
      if (next == Lexeme::close && !wants_word) break;
      if (next == Lexeme::close) return syntax("( ? )", here());
      if (!wants_word) {
        if (in_.word() != "OR") return syntax(fmt::format("( … ? {}", in_.word()), here());
        in_.move_to(in_.offset() + 2);
        wants_word = true;
        continue;
      }
      const std::size_t at = here();
      TRY(const auto items, word());
      if (items.empty()) return syntax("( ? )", at);
      for (Sequence& reading : in_sequence(items)) any.any.push_back(std::move(reading));
      wants_word = false;
    }
    in_.skip_sign();
    items_.push_back(std::move(any));
    return done();
  }

  Lexer in_;
  std::size_t offset_;  ///< of the inside in the query
  std::vector<Item> items_;
};

Status read_slop(std::string_view text, PhraseText& out) {
  if (out.end >= text.size() || text[out.end] != '~') return done();
  const std::size_t begin = out.end + 1;
  std::size_t end = begin;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
  const std::string_view digits = text.substr(begin, end - begin);
  if (digits.empty()) return syntax("\"…\"~ ?", out.end);
  std::uint32_t slop = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), slop);
  if (error != std::errc() || slop > kWidestSlop) return Error{Errc::near_range, fmt::format("~{}", digits), out.end};
  out.words.slop = slop;
  out.end = end;
  return done();
}

}  // namespace

Result<PhraseText> read_phrase(std::string_view text, std::size_t offset) {
  Lexer in(text);
  in.move_to(offset);
  const auto inside = in.quoted(false);
  if (!inside) return syntax("\" … ?", offset);
  in.skip_sign();
  PhraseText out;
  TRY(out.words.items, PhraseReader(*inside, in.offset()).read());
  if (out.words.items.empty()) return syntax(fmt::format("\"{}\" ?", *inside), offset);
  in.move_to(in.offset() + inside->size());
  in.skip_sign();
  out.end = in.offset();
  CHECK_OK(read_slop(text, out));
  if (out.end < text.size() && text[out.end] == '{') return syntax("\"…\"{", out.end);
  return out;
}

Result<std::uint32_t> read_count(std::string_view braces, std::string_view word, std::size_t offset) {
  const std::string_view count = braces.substr(std::min<std::size_t>(1, braces.size()));
  if (!count.ends_with(",}") || !is_digits(count.substr(0, count.size() - 2)))
    return syntax(fmt::format("{}{} → {}{{3,}}", word, braces, word), offset);
  std::uint32_t at_least = 0;
  const auto [end, error] = std::from_chars(count.data(), count.data() + count.size() - 2, at_least);
  if (error != std::errc() || at_least < 1 || at_least > kMostCounted)
    return Error{Errc::range, fmt::format("{}{}", word, braces), offset};
  return at_least;
}

Result<Words> read_counted_word(std::string_view typed, Scope scope, std::size_t offset) {
  Words out{.scope = scope};
  std::string_view word = typed;
  if (const auto brace = typed.find('{'); brace != typed.npos && brace > 0 && typed.ends_with('}')) {
    word = typed.substr(0, brace);
    TRY(out.at_least, read_count(typed.substr(brace), word, offset));
  }
  TRY(out.items, read_word(word, offset));
  if (out.items.empty()) return syntax(fmt::format("{} → raw:\"{}\"", typed, typed), offset);
  return out;
}

}  // namespace resonanz::listen
