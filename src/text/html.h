#pragma once
// HTML as networks send it: plain text out of it, and a harmless subset of it. Pure functions; any bytes are taken.
// Time and memory stay within a small multiple of the input, however it nests.

#include <string>
#include <string_view>
#include <vector>

namespace resonanz::text {

/// What a reader sees: entities decoded, paragraphs and line breaks as newlines, other white space collapsed.
std::string html_to_text(std::string_view html);
/// Only the elements p br span a del pre code em strong b i u ul ol li blockquote; links only to http and https.
/// What comes out goes through unchanged.
std::string sanitise_html(std::string_view html);
/// The same; relative links are taken from the page at `base`.
std::string sanitise_html(std::string_view html, std::string_view base);

/// True if there is a start or end tag of an element that HTML knows: "a <b>" is, "List<T>" and "1 < 2" are not.
bool has_markup(std::string_view text);
/// Text of fields that hold HTML or plain text and do not say which, as the titles of feeds. "<" before anything but
/// an element's name stands for itself; without markup line breaks are kept.
std::string loose_html_to_text(std::string_view text);
/// The links of HTML that sanitise_html() wrote, in order, each once.
std::vector<std::string> links_of(std::string_view clean);

}  // namespace resonanz::text
