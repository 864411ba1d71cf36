#pragma once
// How features become hashes: part of every trained model.

#include "understand/feature_tokens.h"
#include "understand/stable_hash.h"

namespace resonanz::understand {

/// What a hash is of.
enum Salt : std::uint64_t {
  kWord = 1,
  kPair,
  kSkip,
  kNegated,
  kGram,
  kFirst,
  kFirstPair,
  kLast,
  kMark,
  kTone,
  kToneLast,
  kTonePair,
  kAcross
};

/// So many words after a negation are turned round by it.
inline constexpr std::size_t kNegatedWords = 3;

inline std::uint64_t hash_of(const FeatureToken& token, std::uint64_t salt) {
  return hash_text(token.text, hash_step(kHashSeed, salt));
}
inline std::uint64_t hash_of(const FeatureToken& one, const FeatureToken& two, std::uint64_t salt) {
  return hash_text(two.text, hash_step(hash_of(one, salt), ' '));
}

}  // namespace resonanz::understand
