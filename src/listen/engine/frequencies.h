#pragma once
// How often words occur in posts: what a query is filed under is its rarest word.

#include <vector>

#include "listen/query.h"

namespace resonanz::listen {

/// Estimated shares of posts, learned from posts, of old ones less; before that, and for what was never seen, from what
/// a word looks like. Counts share cells (count-min, two rows), so a share may be too high, never too low. Not
/// thread-safe while learning.
class Frequencies {
 public:
  /// The readings of one post.
  void learn(const text::Readings& readings);
  std::uint64_t posts() const { return posts_; }
  /// Share of posts, above 0 and at most 1, that have a reading with this hash_of(); `size` is the reading's length in
  /// bytes.
  double of_word(std::uint64_t hash, std::size_t size) const;
  /// Of a wildcard with so many fixed characters in a row.
  static double of_glob(std::size_t fixed);
  /// Of two words side by side, from the share of each.
  static double of_neighbours(double first, double second);
  /// Of a value of a member, and of the member's presence at all.
  static double of_key(Member member);

 private:
  static constexpr std::size_t kCells = 1 << 16;
  std::vector<std::uint32_t> cells_ = std::vector<std::uint32_t>(2 * kCells);
  std::uint64_t posts_ = 0;
  std::vector<std::uint32_t> once_;  ///< the hashes of the post that is learned, kept for its memory
};

}  // namespace resonanz::listen
