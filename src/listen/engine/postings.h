#pragma once
// Which queries are filed under what a post can have, and what else each of them needs.

#include <cstdint>
#include <cstring>
#include <vector>

#include "listen/engine/plan.h"

namespace resonanz::listen {

/// A second thing that a post must have: one of these keys, told by sixteen bits each; no keys: nothing more is known.
struct Sketch {
  static constexpr std::size_t kMostKeys = 14;

  Sketch() = default;
  /// The rarest group, after the first, of few words and wildcards that begin with letters.
  explicit Sketch(const std::vector<Group>& groups);

  std::vector<std::uint16_t> keys;  ///< for Readings::may_have()
  std::uint32_t starts = 0;         ///< bit by length: Readings::note_starts() these
};

/// A query that is filed under a key. Borrows from its list.
class Posting {
 public:
  static constexpr std::uint32_t kMostQueries = 1u << 26;

  explicit Posting(const std::uint16_t* at) : keys_(at + kHeader) { std::memcpy(&header_, at, sizeof header_); }

  std::uint32_t query() const { return header_ >> 6; }
  bool has_starts() const { return header_ >> 5 & 1; }
  /// False only where the post cannot answer the query. Precondition: if has_starts(), they are noted.
  bool may_match(const text::Readings& readings) const {
    for (std::uint32_t i = 0; i < count(); ++i)
      if (readings.may_have(keys_[i])) return true;
    return count() == 0;
  }

 private:
  friend class PostingLists;
  static constexpr std::size_t kHeader = 2;  // query 26 bits, has starts 1, last of its list 1, number of keys 4

  static std::uint32_t header(std::uint32_t query, const Sketch& sketch) {
    return query << 6 | std::uint32_t{sketch.starts != 0} << 5 | static_cast<std::uint32_t>(sketch.keys.size());
  }
  std::uint32_t count() const { return header_ & 15; }
  bool is_last() const { return header_ >> 4 & 1; }
  const std::uint16_t* end() const { return keys_ + count(); }

  std::uint32_t header_;
  const std::uint16_t* keys_;
};

/// Lists of postings, one behind the other. Filled first, then read by any number of threads.
class PostingLists {
 public:
  void file(std::uint32_t key, std::uint32_t query, const Sketch& sketch);
  /// Nothing is filed any more. Gives every key with the place of its list, in the keys' order.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> finish();

  /// All that any posting needs noted.
  std::uint32_t starts() const { return starts_; }
  void prefetch(std::uint32_t list) const { __builtin_prefetch(data_.data() + list); }
  /// Calls see(const Posting&) for the postings of a list.
  template <typename See>
  void each(std::uint32_t list, See&& see) const {
    for (const std::uint16_t* at = data_.data() + list;;) {
      const Posting posting(at);
      see(posting);
      if (posting.is_last()) return;
      at = posting.end();
    }
  }

 private:
  struct Filed {
    std::uint32_t key, at;
  };
  std::vector<Filed> filed_;  ///< only while it is filled
  std::vector<std::uint16_t> data_;
  std::uint32_t starts_ = 0;
};

}  // namespace resonanz::listen
