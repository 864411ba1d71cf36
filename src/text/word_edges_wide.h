#pragma once
// WordEdges in one pass, 64 bytes at a time, where the machine has the instructions.

#include "text/word_edges.h"

namespace resonanz::text {

/// Where the machine has them; else none.
EdgeFinder wide_edge_finder();

}  // namespace resonanz::text
