#pragma once
// Part of language.h: how letters become n-grams.

#include "understand/stable_hash.h"

namespace resonanz::understand {

inline constexpr std::size_t kLongestGram = 5;

template <typename See>
void each_gram(std::span<const char32_t> letters, See&& see) {
  for (std::size_t begin = 0; begin + 1 < letters.size();) {
    std::size_t end = begin + 1;
    while (letters[end] != ' ') ++end;
    for (std::size_t i = begin; i < end; ++i) {
      std::uint64_t hash = kHashSeed;
      const std::size_t stop = std::min(i + kLongestGram, end + 1);
      for (std::size_t at = i; at < stop; ++at) {
        hash = hash_step(hash, letters[at]);
        if (at > begin) see(feature_of(hash));  // a border alone says nothing
      }
    }
    if (end + 1 - begin > kLongestGram) {
      std::uint64_t hash = ~kHashSeed;
      for (std::size_t at = begin; at <= end; ++at) hash = hash_step(hash, letters[at]);
      see(feature_of(hash));
    }
    begin = end;
  }
}

}  // namespace resonanz::understand
