#pragma once
// What a reader takes for one character: extended grapheme clusters (Unicode TR 29), as networks count lengths.

#include <cstddef>
#include <string_view>

namespace resonanz::text {

/// Ill-formed bytes count as one each. Thread-safe.
std::size_t count_graphemes(std::string_view utf8);

}  // namespace resonanz::text
