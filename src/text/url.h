#pragma once
// Addresses as people write them, read tolerantly, compared strictly.

#include <optional>
#include <string>
#include <string_view>

namespace resonanz::text {

struct Url {
  std::string scheme;  ///< lower case; "" where the text has none
  std::string host;    ///< lower case, IDNA (punycode); an IPv6 address without its brackets
  std::string port;    ///< digits; "" where none or the scheme's own
  std::string
      target;  ///< path and query from '/' on, at least "/"; non-ASCII and spaces percent-encoded, escapes upper case
};

/// Reads "https://user@Host:80/path?query#part", "//host/path" or a bare "host/path". Empty where there is no usable
/// host. User name, fragment and default ports are dropped. Only schemes followed by "//" have hosts.
std::optional<Url> parse_url(std::string_view text);
/// The host of parse_url, or "".
std::string host_of(std::string_view url);
/// Lower case and punycode; a final dot is dropped. Empty where `host` cannot be one.
std::string normalize_host(std::string_view host);
/// The part one can buy: "shop.acme.co.uk" → "acme.co.uk" (public suffix list). An address, a public suffix and a
/// single label stand for themselves. Takes a normalised host.
std::string registrable_domain(std::string_view host);

}  // namespace resonanz::text
