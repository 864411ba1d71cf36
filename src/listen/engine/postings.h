#pragma once
// Which queries are filed under what a post can have, and what else each of them needs.

#include <array>
#include <cstdint>
#include <vector>

#include "listen/engine/plan.h"
#include "text/readings.h"

namespace resonanz::listen {

/// A query filed under a key, and the second of its necessary groups: of these words the post must have one, told by
/// the low bits of their hashes. No words: nothing more is known.
struct Posting {
  static constexpr std::size_t kMostWords = 8;
  static constexpr std::uint32_t kMostQueries = 1u << 27;

  /// `groups` are the query's plan; the first is what it is filed under.
  Posting(std::uint32_t number, const std::vector<Group>& groups);

  /// False only where the post cannot answer the query.
  bool may_match(const text::Readings& readings) const {
    if (count == 0) return true;
    for (std::uint32_t i = 0; i < count; ++i)
      if (readings.may_have(words[i])) return true;
    return false;
  }

  std::uint32_t query : 27;
  std::uint32_t count : 4;
  std::uint32_t last : 1;  ///< of its list
  std::array<std::uint16_t, kMostWords> words{};
};

/// Lists of postings, one behind the other. Filled first, then read by any number of threads.
class PostingLists {
 public:
  void file(std::uint32_t key, const Posting& posting) { filed_.emplace_back(key, posting); }
  /// Nothing is filed any more. Gives every key with the place of its first posting, in the keys' order.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> finish();

  /// Calls see(const Posting&) for the list that begins at `first`.
  template <typename See>
  void each(std::uint32_t first, See&& see) const {
    for (std::uint32_t at = first;; ++at) {
      see(postings_[at]);
      if (postings_[at].last) return;
    }
  }

 private:
  std::vector<std::pair<std::uint32_t, Posting>> filed_;
  std::vector<Posting> postings_;
};

}  // namespace resonanz::listen
