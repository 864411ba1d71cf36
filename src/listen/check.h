#pragma once
// What is said about a whole query after it is read. All linear in its nodes.

#include "listen/query.h"

namespace resonanz::listen {

/// True if the query could be true while none of its positive conditions holds.
bool is_unanchored(const Query& query);
/// Steps of work for one post, roughly: 1 a word looked up, 20 a wildcard compared with every token, 50 a raw text.
std::uint64_t estimate_cost(const Query& query);

}  // namespace resonanz::listen
