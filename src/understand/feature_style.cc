// How a text is written, and the tones of its words.
#include <algorithm>
#include <cstdlib>

#include "understand/feature_hash.h"
#include "understand/features.h"
#include "understand/lexicon.h"

namespace resonanz::understand {
namespace {

using Kind = FeatureToken::Kind;
constexpr std::size_t kMostSteps = 4;
constexpr std::uint64_t kBrighter = 2 * kTones, kDarker = kBrighter + 1;  // beside the tones and the turned tones

/// What is counted.
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

/// 0, 1, 2, 3–4, 5–8, …
std::uint64_t size_class(std::size_t count) {
  std::uint64_t out = 0;
  for (std::size_t limit = 1; count >= limit; limit = limit < 3 ? limit + 1 : limit * 2 - 1) ++out;
  return out;
}

}  // namespace

void Features::add_style() {
  const auto tokens = tokens_.all();
  List& list = list_of(FeatureKind::style);
  list.make_room(3 + kMarks);
  const auto is_spoken = [](const FeatureToken& token) { return token.kind != Kind::placeholder; };
  const auto first = std::find_if(tokens.begin(), tokens.end(), is_spoken);
  if (first != tokens.end()) {
    list.add(hash_of(*first, kFirst));
    if (std::next(first) != tokens.end()) list.add(hash_of(*first, *std::next(first), kFirstPair));
  }
  list.add(hash_of(tokens.back(), kLast));
  std::array<std::size_t, kMarks> marks{};
  for (const FeatureToken& token : tokens) {
    const char lead = token.text.empty() ? ' ' : token.text[0];
    if (token.kind == Kind::sign) {
      marks[kQuestions] += lead == '?';
      marks[kExclamations] += lead == '!';
      marks[kDots] += token.text == "..." || token.text == "…";
      marks[kQuotes] += lead == '"' || token.text == "„" || token.text == "“";
    }
    marks[kShouted] += token.shouted;
    marks[kStretched] += token.stretched;
    if (token.kind == Kind::placeholder) {
      marks[kUrls] += token.text == "<url>";
      marks[kNames] += token.text == "<name>";
    }
    if (token.kind == Kind::emoji) {
      ++marks[kEmoji];
      marks[kGlad] += is_glad(token.text);
      marks[kSad] += is_sad(token.text);
    }
    marks[kNumbers] += lead == '0';
    marks[kWords] += token.kind == Kind::word;
  }
  for (std::size_t mark = 0; mark < kMarks; ++mark)
    list.add(hash_step(hash_step(hash_step(kHashSeed, kMark), mark), size_class(marks[mark])));
}

/// How often each tone sounds, as it is and turned round by a negation; which ones follow each other; which is last.
void Features::add_tones() {
  const auto tokens = tokens_.all();
  List& list = list_of(FeatureKind::tones);
  list.make_room(tokens.size() + 2 * kTones * kMostSteps + 1 + kMostSteps);
  std::array<std::array<std::size_t, kTones>, 2> counts{};
  std::size_t negated = 0;
  std::uint64_t before = 0;
  for (const FeatureToken& token : tokens) {
    if (token.kind == Kind::sign) negated = 0;
    if (token.kind != Kind::word) continue;
    const Tone tone = tone_of(token.text);
    if (tone != Tone::none) {
      const std::uint64_t now = static_cast<std::uint64_t>(tone) * 2 + (negated > 0);
      ++counts[negated > 0][static_cast<std::size_t>(tone)];
      if (before != 0) list.add(hash_step(hash_step(hash_step(kHashSeed, kTonePair), before), now));
      before = now;
    }
    if (negated > 0) --negated;
    if (is_negation(token.text)) negated = kNegatedWords;
  }
  // One feature for each step up to the count: a model that has seen two of a tone knows what four mean.
  const auto add_steps = [&](std::uint64_t what, std::size_t count) {
    for (std::size_t step = 1; step <= std::min(count, kMostSteps); ++step)
      list.add(hash_step(hash_step(hash_step(kHashSeed, kTone), what), step));
  };
  for (std::size_t turned = 0; turned < 2; ++turned)
    for (std::size_t tone = 1; tone < kTones; ++tone) add_steps(turned * kTones + tone, counts[turned][tone]);
  list.add(hash_step(hash_step(kHashSeed, kToneLast), before));
  const auto at = [&](std::size_t turned, Tone tone) {
    return static_cast<int>(counts[turned][static_cast<std::size_t>(tone)]);
  };
  const int balance = at(0, Tone::good) + at(0, Tone::thanks) + at(1, Tone::bad) - at(0, Tone::bad) -
                      at(1, Tone::good) - at(0, Tone::rude);
  add_steps(balance > 0 ? kBrighter : kDarker, static_cast<std::size_t>(std::abs(balance)));
}

}  // namespace resonanz::understand
