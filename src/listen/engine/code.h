#pragma once
// The flat code of queries: what the compiler writes and programs run.

#include <cstdint>

namespace resonanz::listen {

enum class Code : std::uint8_t {
  // Blocks: what they hold stands behind them.
  all,
  any,
  none,    ///< of one
  phrase,  ///< its words, phrases and alternatives of them follow each other
  near,    ///< the same two of them are near each other; the first operation says how near
  // One operation.
  word,
  absent,  ///< not the word
  mark,
  ask,  ///< the reference evaluator
  reach,
};

struct Op {
  std::uint32_t code : 4;   ///< Code
  std::uint32_t scope : 2;  ///< word, absent, mark
  /// word, absent: in the lexicon; mark: in the marks; ask: the node; reach: Reach::bits(); a block: how many
  /// operations it holds.
  std::uint32_t id : 26;
  std::uint32_t hash = 0;  ///< word, absent

  Code kind() const { return static_cast<Code>(code); }
  bool is_block() const { return kind() <= Code::near; }
  /// The next sibling.
  const Op* behind() const { return this + 1 + (is_block() ? id : 0); }
};
static_assert(sizeof(Op) == 8);

/// How near two things have to be.
struct Reach {
  std::uint32_t distance;  ///< positions strictly between
  bool ordered;

  std::uint32_t bits() const { return distance << 1 | std::uint32_t{ordered}; }
  static Reach of_bits(std::uint32_t bits) { return {bits >> 1, (bits & 1) != 0}; }
};

}  // namespace resonanz::listen
