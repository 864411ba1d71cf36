#include "text/url.h"

#include <libpsl.h>
#include <unicode/bytestream.h>
#include <unicode/idna.h>

#include "text/char_class.h"

namespace resonanz::text {
namespace {

const icu::IDNA* idna() {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::IDNA* const kInstance = icu::IDNA::createUTS46Instance(
      UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE | UIDNA_CHECK_BIDI, status);
  return kInstance;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c |= 0x20;
  return out;
}

bool is_host_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

std::string percent_decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    if (text[i] == '%' && i + 2 < text.size() && std::isxdigit(static_cast<unsigned char>(text[i + 1])) &&
        std::isxdigit(static_cast<unsigned char>(text[i + 2]))) {
      value = static_cast<unsigned>(std::stoul(std::string(text.substr(i + 1, 2)), nullptr, 16));
      out += static_cast<char>(value);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

bool is_ipv6(std::string_view text) {
  return text.find(':') != text.npos && text.find_first_not_of("0123456789abcdef:.") == text.npos;
}

std::string normalize_target(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  if (text.empty() || text.front() != '/') out += '/';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte <= 0x20 || byte >= 0x7F) {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      const bool escape = (i >= 1 && text[i - 1] == '%') || (i >= 2 && text[i - 2] == '%');
      out += escape && byte >= 'a' && byte <= 'f' ? static_cast<char>(byte & ~0x20) : text[i];
    }
  }
  return out;
}

/// Takes "scheme://" or "//" off the front. A colon without "//" is a port or no address of ours.
std::string take_scheme(std::string_view& text) {
  std::string scheme;
  const auto colon = text.find("://");
  const auto is_scheme_char = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '+' || c == '-' || c == '.';
  };
  if (colon != text.npos && colon > 0 &&
      std::all_of(text.begin(), text.begin() + static_cast<long>(colon), is_scheme_char)) {
    scheme = lower_ascii(text.substr(0, colon));
    text.remove_prefix(colon + 3);
  } else if (text.starts_with("//")) {
    text.remove_prefix(2);
  }
  return scheme;
}

/// Splits ":port" off `authority`; false where what follows the colon is no port.
bool take_port(std::string_view& authority, std::string& port) {
  const auto bracket = authority.rfind(']');
  const auto colon = authority.rfind(':');
  if (colon == authority.npos || (bracket != authority.npos && colon < bracket)) return true;
  port = authority.substr(colon + 1);
  authority = authority.substr(0, colon);
  return port.size() <= 5 && port.find_first_not_of("0123456789") == port.npos;
}

}  // namespace

std::string normalize_host(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  std::string out = lower_ascii(host);
  if (is_ipv6(out)) return out;
  if (out.find('%') != out.npos) out = lower_ascii(percent_decode(out));
  if (!is_ascii(out) || out.find("xn--") != out.npos) {
    UErrorCode status = U_ZERO_ERROR;
    icu::IDNAInfo info;
    std::string ascii;
    icu::StringByteSink<std::string> sink(&ascii);
    idna()->nameToASCII_UTF8({out.data(), static_cast<int32_t>(out.size())}, sink, info, status);
    if (U_FAILURE(status) || info.hasErrors()) return {};
    out = ascii;
  }
  if (out.empty() || out.size() > 253 || out.front() == '.' || out.find("..") != out.npos) return {};
  if (!std::all_of(out.begin(), out.end(), is_host_byte)) return {};
  return out;
}

std::optional<Url> parse_url(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= 0x20) text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= 0x20) text.remove_suffix(1);
  Url url;
  url.scheme = take_scheme(text);
  std::string_view authority = text.substr(0, text.find_first_of("/?#\\"));
  std::string_view target = text.substr(authority.size());
  if (const auto at = authority.rfind('@'); at != authority.npos) {
    if (url.scheme.empty()) return std::nullopt;  // an e-mail address, "mailto:" or not
    authority.remove_prefix(at + 1);
  }
  if (!take_port(authority, url.port)) return std::nullopt;
  if ((url.scheme == "http" && url.port == "80") || (url.scheme == "https" && url.port == "443")) url.port.clear();
  if (authority.starts_with('[') && authority.ends_with(']')) {
    authority = authority.substr(1, authority.size() - 2);
    if (!is_ipv6(lower_ascii(authority))) return std::nullopt;
  }
  url.host = normalize_host(authority);
  if (url.host.empty()) return std::nullopt;
  url.target = normalize_target(target.substr(0, target.find('#')));
  return url;
}

std::string host_of(std::string_view url) {
  const auto parsed = parse_url(url);
  return parsed ? parsed->host : std::string();
}

std::string registrable_domain(std::string_view host) {
  const bool address = host.find(':') != host.npos || host.find_first_not_of("0123456789.") == host.npos;
  const std::string name(host);
  const char* domain = address ? nullptr : psl_registrable_domain(psl_builtin(), name.c_str());
  return domain ? std::string(domain) : name;
}

}  // namespace resonanz::text
