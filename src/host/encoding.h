#pragma once
// Bytes as text, and the digest that recognises them; from libsodium. Thread-safe.

#include <optional>
#include <string>
#include <string_view>

namespace resonanz::host {

/// Lower case.
std::string hex(std::string_view bytes);
/// SHA-256 as 64 hex digits.
std::string sha256_hex(std::string_view bytes);

enum class Base64 {
  standard,  ///< with + and /, padded
  url        ///< with - and _, without padding
};
std::string base64(std::string_view bytes, Base64 variant);
/// Empty optional where `text` is not of that variant.
std::optional<std::string> from_base64(std::string_view text, Base64 variant);

}  // namespace resonanz::host
