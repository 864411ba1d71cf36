#pragma once
// Words with wildcards.

#include <string_view>

namespace resonanz::listen {

/// `*` stands for zero or more word characters, `?` for exactly one code point; everything else for itself. The whole
/// of `text` must match. Time: at most pattern length times text length.
bool glob_match(std::string_view pattern, std::string_view text);
/// A prefix ("bahn*") needs 2 fixed characters, any other shape a run of 3 of them.
bool has_enough_fixed(std::string_view pattern);

}  // namespace resonanz::listen
