#include "net/egress_url.h"

#include <curl/curl.h>

#include <boost/asio/ip/address_v4.hpp>

#include <memory>

#include "text/url.h"

namespace resonanz::net {
namespace {

struct UrlFree {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, UrlFree>;

// ws and wss are unknown to this libcurl: NON_SUPPORT_SCHEME; spaces and raw UTF-8 in paths are common: URLENCODE.
constexpr unsigned kSet = CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE;

std::string part(CURLU* url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, flags) != CURLUE_OK) return {};
  std::string out(text);
  curl_free(text);
  return out;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

std::string_view trim(std::string_view text) {
  const auto space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && space(text.front())) text.remove_prefix(1);
  while (!text.empty() && space(text.back())) text.remove_suffix(1);
  return text;
}

/// Long or secret-looking tails stay out of messages.
std::string shown(std::string_view url) {
  return std::string(url.substr(0, std::min(url.find('?'), std::size_t{200})));
}

Result<Url> set(Url url, std::string_view text) {
  text = trim(text);
  if (has_control(text)) return fail(Errc::address, "control characters in the address");
  if (const auto status = curl_url_set(url.get(), CURLUPART_URL, std::string(text).c_str(), kSet); status != CURLUE_OK)
    return fail(Errc::address, fmt::format("{} ({})", shown(text), curl_url_strerror(status)));
  return url;
}

bool is_number(std::string_view label) {
  const bool hex = label.starts_with("0x");
  if (hex) label.remove_prefix(2);
  return (hex || !label.empty()) && std::all_of(label.begin(), label.end(), [&](unsigned char c) {
           return hex ? std::isxdigit(c) : std::isdigit(c);
         });
}

/// Only what every parser reads alike: no characters that some decode or cut at, and what ends in a number is an IPv4
/// address (the URL standard's rule). `host` is lower case, without brackets.
bool is_host(std::string_view host, bool bracketed) {
  if (host.empty()) return false;
  if (bracketed) return true;  // read as an address by libcurl
  if (has_control(host) || host.find_first_of("%|<>^`{}\"\\/?#@:[] ") != host.npos) return false;
  if (host.back() == '.') host.remove_suffix(1);
  if (host.empty() || host.find("..") != host.npos || host.front() == '.') return false;
  if (!is_number(host.substr(host.rfind('.') + 1))) return true;
  boost::system::error_code error;
  boost::asio::ip::make_address_v4(std::string(host), error);
  return !error;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; });
}

std::string default_port(std::string_view scheme) {
  if (scheme == "smtp") return "587";
  if (scheme == "smtps") return "465";
  return scheme == "https" || scheme == "wss" ? "443" : "80";
}

using Schemes = std::initializer_list<std::string_view>;

Result<Target> parse_address(std::string_view address, Schemes schemes) {
  TRY(const Url url, set(Url(curl_url()), address));
  Target target;
  target.scheme = part(url.get(), CURLUPART_SCHEME);
  if (std::find(schemes.begin(), schemes.end(), target.scheme) == schemes.end())
    return fail(Errc::address, fmt::format("\"{}\" is not {}", target.scheme, fmt::join(schemes, " or ")));
  if (!part(url.get(), CURLUPART_USER).empty() || !part(url.get(), CURLUPART_PASSWORD).empty())
    return fail(Errc::address, "a user name or password in the address");
  target.host = part(url.get(), CURLUPART_HOST);
  if (!is_ascii(target.host)) {
    // Read again with the name that is asked for: it may turn out to be an address, and libcurl then writes it as one.
    target.host = text::normalize_host(target.host);
    if (target.host.empty() || curl_url_set(url.get(), CURLUPART_HOST, target.host.c_str(), 0) != CURLUE_OK)
      return fail(Errc::address, shown(address));
    return parse_address(part(url.get(), CURLUPART_URL), schemes);
  }
  for (char& c : target.host)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  const bool bracketed = target.host.starts_with('[');
  if (bracketed) target.host = target.host.substr(1, target.host.size() - 2);
  if (!is_host(target.host, bracketed)) return fail(Errc::address, shown(address));
  target.port = part(url.get(), CURLUPART_PORT);
  if (target.port.empty()) target.port = default_port(target.scheme);
  curl_url_set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);
  target.path = part(url.get(), CURLUPART_PATH);
  if (target.path.empty()) target.path = "/";
  if (const std::string query = part(url.get(), CURLUPART_QUERY); !query.empty()) target.path += "?" + query;
  target.url = part(url.get(), CURLUPART_URL);
  return target;
}

}  // namespace

Result<Target> parse_target(std::string_view address) { return parse_address(address, {"http", "https", "ws", "wss"}); }

Result<Target> parse_mail_server(std::string_view address) {
  TRY(Target target, parse_address(address, {"smtp", "smtps"}));
  const std::string host = target.host.find(':') == std::string::npos ? target.host : "[" + target.host + "]";
  target.url = fmt::format("{}://{}:{}", target.scheme, host, target.port);
  return target;
}

Result<std::string> resolve_url(std::string_view base, std::string_view reference) {
  TRY(Url url, set(Url(curl_url()), base));
  TRY(url, set(std::move(url), reference));
  TRY(Target target, parse_target(part(url.get(), CURLUPART_URL)));
  return target.url;
}

}  // namespace resonanz::net
