#pragma once
// XML that is none made well-formed: what a patient reader would make of it.

#include <string>
#include <string_view>

namespace resonanz::sources::feed {

/// Junk before the first element, DOCTYPE, comments and processing instructions go; entities of HTML become their
/// characters, other & and < stand for themselves; control characters go; attributes get quotes; end tags without a
/// start are dropped and missing ones added, at the end of the text too. Takes and gives UTF-8.
std::string repair_xml(std::string_view text);

}  // namespace resonanz::sources::feed
