#pragma once
// UTF-8 at the door and code point by code point.

#include <cstdint>
#include <string>
#include <string_view>

namespace resonanz::text {

/// True if `bytes` is well-formed UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view bytes);
/// `bytes` with every ill-formed byte sequence replaced by one U+FFFD (the Unicode "maximal subpart" practice).
std::string to_valid_utf8(std::string_view bytes);

struct CodePoint {
  char32_t value;
  std::uint8_t size;  ///< bytes taken
};
/// The code point at `offset`. Precondition: well-formed UTF-8 and offset < size.
CodePoint code_point_at(std::string_view text, std::size_t offset);
void append(std::string& out, char32_t code_point);
/// Cuts at a code-point border so that at most `most` bytes remain.
std::string_view clip(std::string_view text, std::size_t most);

}  // namespace resonanz::text
