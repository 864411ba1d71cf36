#include "understand/features.h"

#include <algorithm>

#include "text/utf8.h"
#include "understand/feature_hash.h"
#include "understand/lexicon.h"

namespace resonanz::understand {
namespace {

using Kind = FeatureToken::Kind;
constexpr std::size_t kShortestGram = 2, kLongestWordGram = 6, kLongestAcross = 5;

}  // namespace

void Features::read(std::string_view text) {
  for (List& list : lists_) list.clear();
  tokens_.read(text::clip(text, kMostBytes));
  if (tokens_.all().empty()) return;
  read_letters();
  add_words();
  add_letters();
  add_across();
  add_style();
  add_tones();
}

void Features::read_letters() {
  letters_.assign(1, ' ');
  ends_.clear();
  for (const FeatureToken& token : tokens_.all()) {
    for (std::size_t at = 0; at < token.text.size();) {
      const text::CodePoint c = text::code_point_at(token.text, at);
      letters_.push_back(c.value);
      at += c.size;
    }
    ends_.push_back(static_cast<std::uint32_t>(letters_.size()));
    letters_.push_back(' ');
  }
}

void Features::add_words() {
  const auto tokens = tokens_.all();
  List& list = list_of(FeatureKind::words);
  list.make_room(4 * tokens.size());
  std::size_t negated = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const FeatureToken& token = tokens[i];
    list.add(hash_of(token, kWord));
    if (i >= 1) list.add(hash_of(tokens[i - 1], token, kPair));
    if (i >= 2) list.add(hash_of(tokens[i - 2], token, kSkip));
    if (token.kind == Kind::sign) negated = 0;
    if (negated > 0 && token.kind == Kind::word) {
      list.add(hash_of(token, kNegated));
      --negated;
    }
    if (token.kind == Kind::word && is_negation(token.text)) negated = kNegatedWords;
  }
}

void Features::add_letters() {
  List& list = list_of(FeatureKind::letters);
  list.make_room((kLongestWordGram - kShortestGram + 1) * letters_.size());
  std::size_t border = 0;
  for (std::size_t i = 0; i < ends_.size(); border = ends_[i++]) {
    if (tokens_.all()[i].kind != Kind::word) continue;
    const std::size_t end = ends_[i] + 1;
    for (std::size_t begin = border; begin < end; ++begin) {
      std::uint64_t hash = hash_step(hash_step(kHashSeed, kGram), letters_[begin]);
      const std::size_t stop = std::min(begin + kLongestWordGram, end);
      for (std::size_t at = begin + 1; at < stop; ++at) list.add(hash = hash_step(hash, letters_[at]));
    }
  }
}

/// Only what begins shortly before a border reaches into the next word.
void Features::add_across() {
  List& list = list_of(FeatureKind::across);
  list.make_room(kLongestAcross * letters_.size());
  std::size_t before = 0;  // the border before
  for (const std::size_t border : ends_) {
    const std::size_t first = border < kLongestAcross - 2 ? 0 : border - (kLongestAcross - 2);
    for (std::size_t begin = std::max(before, first); begin < border; ++begin) {
      std::uint64_t hash = hash_step(kHashSeed, kAcross);
      for (std::size_t at = begin; at <= border; ++at) hash = hash_step(hash, letters_[at]);
      const std::size_t stop = std::min(begin + kLongestAcross, letters_.size());
      for (std::size_t at = border + 1; at < stop; ++at) list.add(hash = hash_step(hash, letters_[at]));
    }
    before = border;
  }
}

}  // namespace resonanz::understand
