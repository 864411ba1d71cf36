#pragma once
// The bytes of an XML document as UTF-8, whatever they say and are.

#include <string>
#include <string_view>

namespace resonanz::sources::feed {

/// Byte order mark, then the shape of "<" in wide charsets, then what the document or else the transport declares.
/// Bytes that are evidently UTF-8 are read as such whatever is declared. The result is well-formed UTF-8.
std::string xml_to_utf8(std::string_view bytes, std::string_view transport_charset);
/// The charset parameter of a Content-Type; "" where there is none.
std::string charset_of(std::string_view content_type);

}  // namespace resonanz::sources::feed
