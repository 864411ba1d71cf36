#pragma once
// A tree as text again.

#include <string>

#include "listen/query.h"

namespace resonanz::listen {

/// A query that parses to the same tree (given the same lists), every operator written out.
std::string to_text(const Query& query);
/// The same for one node of the tree.
std::string to_text(const Query& query, NodeId node);
/// One node a line, indented, for people.
std::string to_outline(const Query& query);

}  // namespace resonanz::listen
