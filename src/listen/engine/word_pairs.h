#pragma once
// Queries that are two words, or one, and nothing else: decided without their code.

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "listen/engine/post_words.h"

namespace resonanz::listen {

/// Filled first, then read by any number of threads.
class WordPairs {
 public:
  /// Filed under one word, true where the post has the other too (which may be the same).
  void file(FiledId key, std::uint32_t query, AskedWord other) { filed_.push_back({key, query, other}); }
  /// Nothing is filed any more; there are so many keys.
  void finish(std::size_t keys);

  bool empty() const { return pairs_.empty(); }
  // Preconditions of the rest: not empty.
  void prefetch(FiledId key) const { __builtin_prefetch(pairs_.data() + begins_[key]); }
  /// How many are filed under the word.
  std::size_t size_of(FiledId key) const { return begins_[key + 1] - begins_[key]; }
  /// Writes those filed under `key`, a word of the post, that the post answers to `out`, which has room for
  /// size_of(key); returns its end.
  std::uint32_t* decide(FiledId key, const PostWords& post, std::uint32_t* out) const;

 private:
  struct Filed {
    FiledId key;
    std::uint32_t query;
    AskedWord other;
  };
  struct Pair {
    std::uint32_t query;
    AskedWord other;
  };
  std::vector<Filed> filed_;  ///< only while it is filled
  std::vector<Pair> pairs_;
  std::vector<std::uint32_t> begins_;  ///< by key, one more than keys
};

}  // namespace resonanz::listen
