#pragma once
// Is this the same text, although a network has prettified it?

#include <string>
#include <string_view>

namespace resonanz::text {

/// Letters, digits and signs; quotes, dashes, dots and white space are dropped. Thread-safe.
std::string essence(std::string_view text);

}  // namespace resonanz::text
