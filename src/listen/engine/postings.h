#pragma once
// Which queries are filed under what a post can have, and what else each of them needs.

#include <cstdint>
#include <cstring>
#include <vector>

#include "listen/engine/plan.h"
#include "listen/engine/post_words.h"

namespace resonanz::listen {

/// A second thing that a post must have: one of these words and beginnings of words; none of them: nothing more is
/// known.
struct Sketch {
  static constexpr std::size_t kMostKeys = 14;

  Sketch() = default;
  /// The rarest group, after the first, of few words and wildcards that begin with letters.
  explicit Sketch(const std::vector<Group>& groups);

  std::vector<std::uint16_t> words;  ///< for PostWords::may_have()
  std::vector<text::Start> starts;   ///< for Readings::any_starting()
};

/// A query that is filed under a key. Borrows from its list.
class Posting {
 public:
  explicit Posting(const std::uint16_t* at) : at_(at) {}

  std::uint32_t query() const { return two(0); }
  /// False only where the post cannot answer the query.
  bool may_match(const PostWords& post, const text::Readings& readings) const {
    const std::uint16_t* const keys = at_ + kHeader;
    for (std::uint32_t i = 0; i < words(); ++i)
      if (post.may_have(keys[i])) return true;
    return starts() > 0 ? has_start(readings) : words() == 0;
  }

 private:
  friend class PostingLists;
  // The query in two; then: number of words 4 bits, of starts 4, last of its list 1; then words; then starts, two each.
  static constexpr std::size_t kHeader = 3;
  static constexpr std::uint16_t kLast = 1 << 8;

  std::uint32_t two(std::size_t at) const {
    std::uint32_t value;
    std::memcpy(&value, at_ + at, sizeof value);
    return value;
  }
  std::uint32_t words() const { return at_[2] & 15; }
  std::uint32_t starts() const { return at_[2] >> 4 & 15; }
  bool is_last() const { return (at_[2] & kLast) != 0; }
  std::size_t size() const { return kHeader + words() + 2 * starts(); }
  bool has_start(const text::Readings& readings) const;

  const std::uint16_t* at_;
};

/// Lists of postings by key: 0, 1, … Filled first, then read by any number of threads.
class PostingLists {
 public:
  void file(std::uint32_t key, std::uint32_t query, const Sketch& sketch);
  /// Nothing is filed any more; there are so many keys.
  void finish(std::size_t keys);

  bool has(std::uint32_t key) const { return begins_[key] != kNone; }
  /// Precondition: has().
  void prefetch(std::uint32_t key) const { __builtin_prefetch(data_.data() + begins_[key]); }
  /// Calls see(const Posting&) for the postings of a key. Precondition: has().
  template <typename See>
  void each(std::uint32_t key, See&& see) const {
    for (const std::uint16_t* at = data_.data() + begins_[key];;) {
      const Posting posting(at);
      see(posting);
      if (posting.is_last()) return;
      at += posting.size();
    }
  }

 private:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  struct Filed {
    std::uint32_t key, at;
  };
  std::vector<Filed> filed_;  ///< only while it is filled
  std::vector<std::uint16_t> data_;
  std::vector<std::uint32_t> begins_;  ///< by key
};

}  // namespace resonanz::listen
