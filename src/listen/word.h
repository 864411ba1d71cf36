#pragma once
// What a query word asks for: the tokens whose occurrence makes it match.

#include <string_view>
#include <vector>

#include "base/result.h"
#include "listen/query.h"

namespace resonanz::listen {

/// The places (usually one) that `word` takes in a phrase. `word` is a plain word, =Word, #tag, @name, $TAG, with or
/// without wildcards; a word with a sign that always separates ("a!b") takes several places. No places: the word has
/// nothing to search for. `offset` is for errors. Errors: Errc::wildcard_short.
Result<std::vector<Item>> read_word(std::string_view word, std::size_t offset);

}  // namespace resonanz::listen
