#pragma once
// What the NOTs of a query take away.

#include <optional>
#include <string>
#include <vector>

#include "listen/evaluate.h"

namespace resonanz::listen {

/// The query that finds what is lost: posts that would match without the NOTs and do not match with them. As text, so
/// that it can be asked wherever a query can. Empty where nothing is excluded.
std::optional<std::string> lost_by_exclusion(const Query& query);

/// The conditions under a NOT, in the order of the text; a list or a NEAR is one.
std::vector<NodeId> excluded_conditions(const Query& query);

}  // namespace resonanz::listen
