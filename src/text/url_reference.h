#pragma once
// Relative addresses made absolute (RFC 3986, 5.2), tolerant of what people write. Pure functions.

#include <string>
#include <string_view>

namespace resonanz::text {

/// `reference` as seen from `base`, its fragment kept. Where `base` is no absolute address with a host, the reference
/// comes back as it is; white space around it and line breaks inside it are dropped in any case.
std::string resolve_reference(std::string_view base, std::string_view reference);
/// True for http:// and https:// in any case.
bool is_web_address(std::string_view url);

}  // namespace resonanz::text
