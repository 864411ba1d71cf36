#include "text/mask.h"

#include <algorithm>

#include "text/char_class.h"
#include "text/fold.h"

namespace resonanz::text {
namespace {

constexpr std::size_t kLeastWord = 3, kLeastText = 6;

/// A byte of a word: every letter beyond ASCII counts as one, which can only hide less than asked, never a neighbour.
bool in_word(char c) {
  return static_cast<unsigned char>(c) >= 128 || kAsciiClasses[static_cast<unsigned char>(c)] == CharClass::word;
}

/// Handles go on behind a sign: in "anna.example", "anna" is not a word of its own, in "anna." it is.
bool goes_on(std::string_view text, std::size_t at, int step) {
  if (at >= text.size()) return false;
  if (in_word(text[at])) return true;
  const std::size_t next = at + static_cast<std::size_t>(step);
  return (text[at] == '.' || text[at] == '-') && next < text.size() && in_word(text[next]);
}

bool stands_alone(std::string_view text, std::size_t begin, std::size_t end) {
  return !goes_on(text, begin - 1, -1) && !goes_on(text, end, 1);
}

}  // namespace

void Masker::add_word(std::string_view term) {
  if (term.size() >= kLeastWord) terms_.push_back({fold_case(term), Kind::word});
}

void Masker::add_handle(std::string_view handle) {
  if (handle.starts_with('@')) handle.remove_prefix(1);
  const bool letters = handle.find_first_of("0123456789._-@:/ ") == std::string_view::npos;
  if (handle.size() >= kLeastWord) terms_.push_back({fold_case(handle), letters ? Kind::addressed : Kind::word});
}

bool Masker::fits(const Term& term, std::string_view folded, std::size_t begin, std::size_t end) {
  if (term.kind == Kind::anywhere) return true;
  if (!stands_alone(folded, begin, end)) return false;
  const bool whole = begin == 0 && end == folded.size();
  return term.kind == Kind::word || whole || (begin > 0 && (folded[begin - 1] == '@' || folded[begin - 1] == '/'));
}

void Masker::add_text(std::string_view term) {
  if (term.size() >= kLeastText) terms_.push_back({fold_case(term), Kind::anywhere});
}

std::optional<std::string> Masker::mask(std::string_view text) const {
  const std::string whole = fold_case(text);  // most texts hold none of the terms: this is the cheap way to know
  if (std::none_of(terms_.begin(), terms_.end(),
                   [&](const Term& t) { return whole.find(t.folded) != std::string::npos; }))
    return {};
  const Mapped folded = normalize_mapped(text, Form::nfkc_casefold);
  std::optional<std::string> out;
  for (const Term& term : terms_)
    for (auto at = folded.text.find(term.folded); at != std::string::npos; at = folded.text.find(term.folded, at + 1)) {
      const auto end = at + term.folded.size();
      if (!fits(term, folded.text, at, end)) continue;
      if (!out) out = std::string(text);
      const auto from = folded.piece_of(at).begin, to = folded.piece_of(end - 1).end;
      std::fill(out->begin() + from, out->begin() + to, '*');
    }
  return out;
}

std::vector<std::string> handle_runs(std::string_view text) {
  std::vector<std::string> runs;
  for (std::size_t begin = 0; begin < text.size();) {
    if (!in_word(text[begin])) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (goes_on(text, end, 1)) ++end;
    if (end - begin >= kLeastWord) runs.push_back(fold_case(text.substr(begin, end - begin)));
    begin = end;
  }
  return runs;
}

}  // namespace resonanz::text
