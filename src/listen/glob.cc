#include "listen/glob.h"

#include <algorithm>
#include <vector>

#include "text/char_class.h"
#include "text/utf8.h"

namespace resonanz::listen {
namespace {

constexpr std::size_t kFewestInPrefix = 2, kFewestInRun = 3;

bool is_word(char32_t c) {
  const text::CharClass kind = text::class_of(c);
  return kind == text::CharClass::word || kind == text::CharClass::run;
}

bool is_wildcard(char c) { return c == '*' || c == '?'; }

bool all_word(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const text::CodePoint c = text::code_point_at(text, at);
    if (!is_word(c.value)) return false;
    at += c.size;
  }
  return true;
}

/// The states of a nondeterministic automaton: offsets in the pattern up to which the text so far can match. Greedy
/// matching would be wrong here: a star stops at the first sign, so an early guess can cost a later match.
class States {
 public:
  explicit States(std::string_view pattern) : pattern_(pattern) { enter(now_, 0); }

  bool step(text::CodePoint c, std::string_view bytes) {
    next_.clear();
    for (const std::size_t at : now_) {
      if (at == pattern_.size()) continue;
      if (pattern_[at] == '*') {
        if (is_word(c.value)) enter(next_, at);
      } else if (pattern_[at] == '?') {
        enter(next_, at + 1);
      } else if (pattern_.substr(at, c.size) == bytes) {
        enter(next_, at + c.size);
      }
    }
    now_.swap(next_);
    return !now_.empty();
  }
  bool accepts() const { return !now_.empty() && now_.back() == pattern_.size(); }

 private:
  /// Adds `at` and what a star there lets us skip to. States stay sorted, for they are entered in ascending order.
  void enter(std::vector<std::size_t>& states, std::size_t at) {
    for (;; ++at) {
      if (states.empty() || states.back() < at) states.push_back(at);
      if (at == pattern_.size() || pattern_[at] != '*') return;
    }
  }

  std::string_view pattern_;
  std::vector<std::size_t> now_, next_;
};

}  // namespace

bool glob_match(std::string_view pattern, std::string_view text) {
  const auto first = std::min(pattern.find_first_of("*?"), pattern.size());
  if (!text.starts_with(pattern.substr(0, first))) return false;
  if (first + 1 == pattern.size() && pattern[first] == '*') return all_word(text.substr(first));
  const auto last = pattern.find_last_of("*?");
  if (last == pattern.npos) return pattern == text;
  if (!text.ends_with(pattern.substr(last + 1))) return false;
  if (static_cast<std::size_t>(std::count_if(pattern.begin(), pattern.end(), [](char c) { return c != '*'; })) >
      text.size())
    return false;
  States states(pattern);
  for (std::size_t at = 0; at < text.size();) {
    const text::CodePoint c = text::code_point_at(text, at);
    if (!states.step(c, text.substr(at, c.size))) return false;
    at += c.size;
  }
  return states.accepts();
}

bool has_enough_fixed(std::string_view pattern) {
  std::size_t run = 0, longest = 0, at = 0;
  for (; at < pattern.size(); at += text::code_point_at(pattern, at).size) {
    run = is_wildcard(pattern[at]) ? 0 : run + 1;
    longest = std::max(longest, run);
  }
  const auto first = pattern.find_first_of("*?");
  const bool prefix = first > 0 && pattern.find_first_not_of('*', first) == pattern.npos;
  return longest >= (prefix ? kFewestInPrefix : kFewestInRun);
}

}  // namespace resonanz::listen
