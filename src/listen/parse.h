#pragma once
// Query text to tree, with every check of query-language.md.

#include <string_view>

#include "base/result.h"
#include "listen/lists.h"
#include "listen/query.h"

namespace resonanz::listen {

enum class Rules {
  live,    ///< a saved query: after: and before: are refused
  search,  ///< over stored mentions
};

/// Time and memory are linear in the text and the items of the lists it names. Items of lists are copied into the
/// tree: `lists` need not outlive it. Errors carry the byte offset: Errc::empty, syntax, depth, field, range,
/// unanchored, near_operand, near_range, wildcard_short, list, live_time.
Result<Query> parse(std::string_view text, Rules rules, const Lists& lists = {});

}  // namespace resonanz::listen
