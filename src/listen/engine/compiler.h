#pragma once
// From the tree to flat code.

#include <vector>

#include "listen/engine/code.h"
#include "listen/engine/lexicon.h"
#include "listen/engine/marks.h"

namespace resonanz::listen {

/// Appends the query's code to `out`, its words to `lexicon` and its wildcards and values of members to `marks`. Words,
/// phrases of words and NEAR of two of them are code; whatever else needs places (NEAR of NEAR, phrases in any order,
/// counts, words as they are written) asks for the words it cannot do without and only then the reference evaluator.
void compile(const Query& query, Lexicon& lexicon, Marks& marks, std::vector<Op>& out);

}  // namespace resonanz::listen
