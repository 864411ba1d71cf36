#pragma once
// Bytes of other charsets as UTF-8, by iconv. Pure functions.

#include <optional>
#include <string>
#include <string_view>

namespace resonanz::text {

/// Converts from `charset` (any name iconv knows, without regard to case; names that the web uses loosely, such as
/// ISO-8859-1 and GB2312, stand for the charset that browsers read instead). Bytes that are no text there become
/// U+FFFD. Empty where iconv does not know the charset.
std::optional<std::string> from_charset(std::string_view bytes, const std::string& charset);

/// Text of unknown charset: a byte order mark decides, else zero bytes that show UTF-16, else UTF-8 if it is
/// well-formed, else Windows-1252.
std::string guess_utf8(std::string_view bytes);

}  // namespace resonanz::text
