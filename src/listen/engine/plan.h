#pragma once
// What a query is filed under: groups of atoms of which a post must have one for the query to be true.

#include <optional>
#include <vector>

#include "listen/engine/frequencies.h"
#include "listen/engine/lexicon.h"

namespace resonanz::listen {

/// One of these atoms is necessary. With no atom at all nothing satisfies it: the query is never true.
struct Group {
  std::vector<AtomId> atoms;
  double share = 0;  ///< of posts that have one of them, estimated; the sum of theirs
};

/// Two necessary groups, the rarer first. Without `key` the query has to be asked for every post; without `filter` one
/// group is all.
struct Plan {
  std::optional<Group> key, filter;
};

/// Adds the query's atoms to the lexicon.
Plan plan_of(const Query& query, Lexicon& lexicon, const Frequencies& frequencies);

}  // namespace resonanz::listen
