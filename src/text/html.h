#pragma once
// HTML as networks send it: plain text out of it, and a harmless subset of it. Pure functions; any bytes are taken.

#include <string>
#include <string_view>

namespace resonanz::text {

/// What a reader sees: entities decoded, paragraphs and line breaks as newlines, other white space collapsed.
std::string html_to_text(std::string_view html);
/// Only the elements p br span a del pre code em strong b i u ul ol li blockquote; links only to http and https.
std::string sanitise_html(std::string_view html);

}  // namespace resonanz::text
