#pragma once
// What is doubtful in a query: parts that can never apply, that always do, that another part says already. Sound: every
// finding holds for every post. Not complete, and bounded: a huge query is not compared with itself term by term.

#include <vector>

#include "listen/query.h"

namespace resonanz::listen {

/// `node` may be replaced by `constant` without changing the answer of the query to any post.
struct Finding {
  Remark remark;
  NodeId node;
  bool constant;
};

/// Time: linear in the nodes, and at most kMostComparisons comparisons of two conditions.
std::vector<Finding> findings_of(const Query& query);
inline constexpr std::size_t kMostComparisons = 200'000;

/// What the parser noticed and what is found here, by place.
std::vector<Remark> warnings_of(const Query& query);

}  // namespace resonanz::listen
