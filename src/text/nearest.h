#pragma once
// "Did you mean": the known name that a mistyped one is nearest to.

#include <span>
#include <string_view>

namespace resonanz::text {

/// By Levenshtein's distance in bytes; the first of equals. Of `name` the first 64 bytes count, which bounds the work.
/// `known` is not empty; the result points into it.
std::string_view nearest(std::string_view name, std::span<const std::string_view> known);

}  // namespace resonanz::text
