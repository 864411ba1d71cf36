#pragma once
// Which queries are filed under what a post can have, and what else each of them needs.

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "listen/engine/plan.h"
#include "listen/engine/post_words.h"

namespace resonanz::listen {

/// A second thing that a post must have: one of these words, or a word that begins in one of these ways; none of them:
/// nothing more is known.
struct Sketch {
  static constexpr std::size_t kMostWords = 12, kMostStarts = 6;

  Sketch() = default;
  /// The rarest group, after the first, of few words and wildcards that begin with letters.
  explicit Sketch(const std::vector<Group>& groups);

  std::vector<std::uint16_t> words;  ///< for PostWords::may_have()
  std::vector<text::Start> starts;   ///< for Readings::any_starting(); where there are some, no words
};

/// A query that is filed under a key, with its sketch. All are of one size, so that they are tested alike.
struct alignas(32) Posting {
  std::uint32_t query;
  std::uint32_t starts;  ///< 0: the sketch is words, if fewer, then one of them several times; else so many starts
  std::array<std::uint16_t, Sketch::kMostWords> sketch;  ///< a start takes two

  text::Start start(std::size_t number) const {
    std::uint32_t letters;
    std::memcpy(&letters, sketch.data() + 2 * number, sizeof letters);
    return text::Start(letters);
  }
};

/// Lists of postings by key: 0, 1, … Filled first, then read by any number of threads.
class PostingLists {
 public:
  /// So many numbers may be written behind the last of write().
  static constexpr std::size_t kWriteBehind = 4;

  void file(std::uint32_t key, std::uint32_t query, const Sketch& sketch);
  /// Nothing is filed any more; there are so many keys.
  void finish(std::size_t keys);

  /// How many are filed under a key.
  std::size_t size_of(std::uint32_t key) const { return begins_[key + 1] - begins_[key]; }
  /// Writes the numbers of the postings of a key to `out`, which has room for them and kWriteBehind more; returns their
  /// end. Has the first of them fetched.
  std::uint32_t* write(std::uint32_t key, std::uint32_t* out) const {
    const std::uint32_t begin = begins_[key];
    const std::size_t size = begins_[key + 1] - begin;
    __builtin_prefetch(postings_.data() + begin);
    for (std::uint32_t i = 0; i < kWriteBehind; ++i) out[i] = begin + i;  // enough for most
    for (std::uint32_t i = kWriteBehind; i < size; ++i) out[i] = begin + i;
    return out + size;
  }
  /// Keeps of these numbers those of postings that the post may answer by their words, and those with starts; returns
  /// how many. In place.
  std::size_t sieve(std::span<std::uint32_t> numbers, const PostWords& post) const;
  const Posting& operator[](std::uint32_t number) const { return postings_[number]; }

 private:
  struct Filed {
    std::uint32_t key;
    Posting posting;
  };
  std::vector<Filed> filed_;  ///< only while it is filled
  std::vector<Posting> postings_;
  std::vector<std::uint32_t> begins_;  ///< by key, one more than keys
};

/// See PostingLists::sieve().
using PostingSieve = std::size_t (*)(const Posting* postings, std::span<std::uint32_t> numbers,
                                     const text::HashBits& post);

/// All that this machine can run; word by word, with which the tests compare the others, is the first.
std::span<const PostingSieve> posting_sieves();

}  // namespace resonanz::listen
