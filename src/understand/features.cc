#include "understand/features.h"

#include <algorithm>

#include "text/utf8.h"
#include "understand/stable_hash.h"

namespace resonanz::understand {
namespace {

using Kind = FeatureToken::Kind;
constexpr std::size_t kShortestGram = 2, kLongestWordGram = 6;
constexpr std::size_t kNegatedWords = 3;

/// What a hash is of; part of every trained model.
enum Salt : std::uint64_t { kWord = 1, kPair, kSkip, kNegated, kGram, kFirst, kFirstPair, kLast, kMark, kCount };

constexpr std::string_view kNegations[] = {
    "nicht",   "nich",    "net",  "ned",   "nix",  "nichts", "kein", "keine", "keinen",  "keiner",  "keinem", "nie",
    "niemals", "niemand", "ohne", "weder", "kaum", "not",    "no",   "never", "nothing", "without", "nobody", "cannot"};

constexpr std::string_view kGladEmoji[] = {"😀",    "😃", "😄", "😁", "😊", "🙂", "😍", "🥰", "😘", "👍",
                                           "👏",    "🙏", "🙌", "💪", "❤", "💛",    "💚", "💙",    "🎉", "🥳",
                                           "🤩", "😎", "😇", "🔥", "💯", "🤗", "☺", "✨"};
constexpr std::string_view kSadEmoji[] = {"😠", "😡",    "🤬", "😤",    "😒", "🙄", "😑",    "😞", "😢",    "😭",
                                          "👎", "💩",    "🤮", "🤢", "😩", "😫",    "🤦", "☹", "🙁", "😕",
                                          "😖", "🤡", "😱",    "💔",    "😾", "🖕", "😣",    "🚮"};

template <typename List>
bool is_in(const List& list, std::string_view text) {
  return std::find(std::begin(list), std::end(list), text) != std::end(list);
}

std::uint64_t hash_of(const FeatureToken& token, std::uint64_t salt) {
  return hash_text(token.text, hash_step(kHashSeed, salt));
}
std::uint64_t hash_of(const FeatureToken& one, const FeatureToken& two, std::uint64_t salt) {
  return hash_text(two.text, hash_step(hash_of(one, salt), ' '));
}

/// 0, 1, 2, 3–4, 5–8, …
std::uint64_t size_class(std::size_t count) {
  std::uint64_t out = 0;
  for (std::size_t limit = 1; count >= limit; limit = limit < 3 ? limit + 1 : limit * 2 - 1) ++out;
  return out;
}

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
  add_style();
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
    if (token.kind == Kind::word && is_in(kNegations, token.text)) negated = kNegatedWords;
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

void Features::add_style() {
  const auto is_spoken = [](const FeatureToken& token) { return token.kind != Kind::placeholder; };
  const auto first = std::find_if(tokens_.begin(), tokens_.end(), is_spoken);
  if (first != tokens_.end()) {
    add(FeatureKind::style, hash_of(*first, kFirst));
    if (std::next(first) != tokens_.end()) add(FeatureKind::style, hash_of(*first, *std::next(first), kFirstPair));
  }
  add(FeatureKind::style, hash_of(tokens_.back(), kLast));
  enum Mark {
    kQuestions,
    kExclamations,
    kDots,
    kShouted,
    kStretched,
    kUrls,
    kNames,
    kGlad,
    kSad,
    kEmoji,
    kNumbers,
    kQuotes,
    kWords,
    kMarks
  };
  std::array<std::size_t, kMarks> marks{};
  for (const FeatureToken& token : tokens_) {
    const char lead = token.text.empty() ? ' ' : token.text[0];
    if (token.kind == Kind::sign) {
      marks[kQuestions] += lead == '?';
      marks[kExclamations] += lead == '!';
      marks[kDots] += token.text == "..." || token.text == "…";
      marks[kQuotes] += lead == '"' || token.text == "„" || token.text == "“";
    }
    marks[kShouted] += token.shouted;
    marks[kStretched] += token.stretched;
    marks[kUrls] += token.text == "<url>";
    marks[kNames] += token.text == "<name>";
    marks[kEmoji] += token.kind == Kind::emoji;
    marks[kGlad] += token.kind == Kind::emoji && is_in(kGladEmoji, token.text);
    marks[kSad] += token.kind == Kind::emoji && is_in(kSadEmoji, token.text);
    marks[kNumbers] += lead == '0';
    marks[kWords] += token.kind == Kind::word;
  }
  for (std::size_t mark = 0; mark < kMarks; ++mark)
    add(FeatureKind::style, hash_step(hash_step(hash_step(kHashSeed, kMark), mark), size_class(marks[mark])));
}

}  // namespace resonanz::understand
