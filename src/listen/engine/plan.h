#pragma once
// What a query is filed under: groups of words, words side by side, wildcards and values of which a post must have one for the query to be
// true.

#include <optional>
#include <string>
#include <vector>

#include "listen/engine/frequencies.h"
#include "listen/query.h"

namespace resonanz::listen {

/// Something that a post can have and that can be looked up. Borrows from the query.
struct Key {
  enum class Kind { word, neighbours, glob, value };
  Kind kind = Kind::word;
  TokenKind token = TokenKind::word;  ///< word, glob
  std::string_view text{};            ///< word: folded
  std::uint64_t hash = 0;             ///< word, neighbours
  std::string pattern{};              ///< glob: folded
  bool loose = false;                 ///< glob: of a pattern for words as they are written; its letters are necessary
  Member member{};                    ///< value
  std::string value{};                ///< value: one of keys_of(predicate)
};

/// What a token that answers `atom` has at least; empty where nothing of it is known.
std::optional<Key> key_of(const Atom& atom);

/// One of these is necessary. With no key at all nothing satisfies it: the query is never true.
struct Group {
  std::vector<Key> keys;
  double share = 0;  ///< of posts that have one of them, estimated; the sum of theirs
};

/// The necessary groups, the rarest first; a few of them. None: the query has to be asked for every post.
struct Plan {
  std::vector<Group> groups;    ///< without words side by side
  std::vector<Group> together;  ///< with them, where the first group is of them; else empty
};
Plan plan_of(const Query& query, const Frequencies& frequencies);

/// What a post costs, in nanoseconds of one machine; only what is more counts.
struct Cost {
  static constexpr double kReadNeighbours = 130, kTestPosting = 2, kAsk = 300;
  /// Of a query that is filed so.
  static double of(const std::vector<Group>& groups);
};

}  // namespace resonanz::listen
