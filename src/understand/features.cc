#include "understand/features.h"

#include "text/utf8.h"
#include "understand/feature_hash.h"
#include "understand/lexicon.h"

namespace resonanz::understand {
namespace {

using Kind = FeatureToken::Kind;
constexpr std::size_t kShortestGram = 2, kLongestWordGram = 6, kLongestAcross = 5;

}  // namespace

void Features::add(FeatureKind kind, std::uint64_t hash) {
  hashes_[static_cast<std::size_t>(kind)].push_back(feature_of(hash));
}

void Features::read(std::string_view text) {
  for (auto& hashes : hashes_) hashes.clear();
  tokenise(text::clip(text, kMostBytes), tokens_);
  if (tokens_.empty()) return;
  add_words();
  for (const FeatureToken& token : tokens_)
    if (token.kind == Kind::word) add_letters(token.text);
  add_across();
  add_style();
  add_tones();
}

void Features::add_words() {
  std::size_t negated = 0;
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const FeatureToken& token = tokens_[i];
    add(FeatureKind::words, hash_of(token, kWord));
    if (i >= 1) add(FeatureKind::words, hash_of(tokens_[i - 1], token, kPair));
    if (i >= 2) add(FeatureKind::words, hash_of(tokens_[i - 2], token, kSkip));
    if (token.kind == Kind::sign) negated = 0;
    if (negated > 0 && token.kind == Kind::word) {
      add(FeatureKind::words, hash_of(token, kNegated));
      --negated;
    }
    if (token.kind == Kind::word && is_negation(token.text)) negated = kNegatedWords;
  }
}

void Features::add_letters(std::string_view word) {
  std::array<char32_t, 64> letters;
  std::size_t count = 0;
  letters[count++] = ' ';
  for (std::size_t at = 0; at < word.size() && count + 1 < letters.size();) {
    const text::CodePoint c = text::code_point_at(word, at);
    letters[count++] = c.value;
    at += c.size;
  }
  letters[count++] = ' ';
  for (std::size_t begin = 0; begin < count; ++begin) {
    std::uint64_t hash = hash_step(kHashSeed, kGram);
    for (std::size_t size = 1; size <= kLongestWordGram && begin + size <= count; ++size) {
      hash = hash_step(hash, letters[begin + size - 1]);
      if (size >= kShortestGram) add(FeatureKind::letters, hash);
    }
  }
}

void Features::add_across() {
  letters_.assign(1, ' ');
  for (const FeatureToken& token : tokens_) {
    for (std::size_t at = 0; at < token.text.size();) {
      const text::CodePoint c = text::code_point_at(token.text, at);
      letters_.push_back(c.value);
      at += c.size;
    }
    letters_.push_back(' ');
  }
  for (std::size_t begin = 0; begin < letters_.size(); ++begin) {
    std::uint64_t hash = hash_step(kHashSeed, kAcross);
    bool across = false;  // a border inside, not at the end
    for (std::size_t size = 1; size <= kLongestAcross && begin + size <= letters_.size(); ++size) {
      const char32_t c = letters_[begin + size - 1];
      hash = hash_step(hash, c);
      if (across) add(FeatureKind::across, hash);
      across |= c == ' ' && size > 1;
    }
  }
}

}  // namespace resonanz::understand
