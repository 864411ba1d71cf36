#pragma once
// The entities of HTML: feeds use them though XML knows only five.

#include <optional>
#include <string_view>

namespace resonanz::sources::feed {

/// The character of "nbsp", "auml", … (without & and ;), case-sensitive.
std::optional<char32_t> html_entity(std::string_view name);

}  // namespace resonanz::sources::feed
