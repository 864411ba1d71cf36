#pragma once
// Which queries are filed under what a post can have, and what else each of them needs.

#include <array>
#include <cstdint>
#include <vector>

#include "listen/engine/lexicon.h"
#include "listen/engine/plan.h"

namespace resonanz::listen {

/// A query filed under a key, and either the second of its necessary groups (of these words the post must have one,
/// told by the low bits of their hashes; no words: nothing more is known), or all that there is of it: a word and
/// perhaps another.
class Posting {
 public:
  static constexpr std::uint32_t kMostQueries = 1u << 27;

  /// `groups` are the query's plan; the first is what it is filed under.
  static Posting of_groups(std::uint32_t query, const std::vector<Group>& groups);
  /// The query is its words, one or two, and filed under the first.
  static Posting of_words(std::uint32_t query, const std::vector<Key>& words, Lexicon& lexicon);

  std::uint32_t query() const { return query_; }
  bool is_last() const { return last_; }  ///< of its list
  void set_last() { last_ = 1; }

  /// Nothing but words: decides() is the answer.
  bool is_words() const { return count_ >= kOneWord; }
  bool decides(const PostWords& words, std::uint32_t key_hash) const {
    return (count_ == kOneWord || words.has(data_[1], data_[2], kAnywhere)) &&
           words.has(data_[0], key_hash, kAnywhere);  // last: it is mostly there
  }
  /// False only where the post cannot answer the query. Precondition: !is_words().
  bool may_match(const text::Readings& readings) const {
    if (count_ == 0) return true;
    for (std::uint32_t i = 0; i < count_; ++i)
      if (readings.may_have(static_cast<std::uint16_t>(data_[i / 2] >> 16 * (i % 2)))) return true;
    return false;
  }

 private:
  static constexpr std::uint32_t kMostWords = 8, kOneWord = 14, kTwoWords = 15;

  Posting(std::uint32_t query, std::uint32_t count) : query_(query), count_(count), last_(0) {}

  std::uint32_t query_ : 27;
  std::uint32_t count_ : 4;
  std::uint32_t last_ : 1;
  std::array<std::uint32_t, 4> data_{};  ///< two hashes each; or the two words and the hash of the second
};

/// Lists of postings, one behind the other. Filled first, then read by any number of threads.
class PostingLists {
 public:
  void file(std::uint32_t key, const Posting& posting) { filed_.emplace_back(key, posting); }
  /// Nothing is filed any more. Gives every key with the place of its first posting, in the keys' order.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> finish();

  void prefetch(std::uint32_t first) const { __builtin_prefetch(postings_.data() + first); }
  /// Calls see(const Posting&) for the list that begins at `first`.
  template <typename See>
  void each(std::uint32_t first, See&& see) const {
    for (std::uint32_t at = first;; ++at) {
      see(postings_[at]);
      if (postings_[at].is_last()) return;
    }
  }

 private:
  std::vector<std::pair<std::uint32_t, Posting>> filed_;
  std::vector<Posting> postings_;
};

}  // namespace resonanz::listen
