#include "net/http_client.h"

#include <charconv>

namespace resonanz::net {
namespace {

constexpr int kDayS = 86400;

bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](unsigned char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

Errc code_for(int status) {
  switch (status) {
    case 401:
      return Errc::credentials;
    case 403:
      return Errc::refused;
    case 404:
    case 410:
      return Errc::gone;
    case 413:
      return Errc::too_large;
    case 429:
    case 503:
      return Errc::throttled;
    case 408:
    case 504:
      return Errc::timeout;
    default:
      return status >= 500 ? Errc::server : Errc::protocol;
  }
}

}  // namespace

std::string_view find_header(const Headers& headers, std::string_view name) {
  for (const Header& header : headers)
    if (same_name(header.name, name)) return header.value;
  return {};
}

Error error_of(const HttpResponse& response, std::string_view what) {
  Error error = fail(code_for(response.status), fmt::format("{}: HTTP {}", what, response.status));
  if (error.code == Errc::throttled) error.retry_after_s = response.retry_after_s;
  return error;
}

std::string basic_auth(std::string_view user, std::string_view password) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::string plain = fmt::format("{}:{}", user, password);
  std::string out = "Basic ";
  for (std::size_t i = 0; i < plain.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t j = 0; j < 3; ++j)
      bits = bits << 8 | (i + j < plain.size() ? static_cast<unsigned char>(plain[i + j]) : 0U);
    for (std::size_t j = 0; j < 4; ++j) out += i + j <= plain.size() ? kDigits[bits >> (18 - 6 * j) & 63] : '=';
  }
  return out;
}

std::string percent_encode(std::string_view text) {
  std::string out;
  for (const unsigned char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    if (plain) out += static_cast<char>(c);
    else fmt::format_to(std::back_inserter(out), "%{:02X}", c);
  }
  return out;
}

std::optional<int> parse_retry_after(std::string_view value, TimeUs now) {
  while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
  while (!value.empty() && value.back() == ' ') value.remove_suffix(1);
  std::int64_t seconds = 0;
  const auto [end, status] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  const bool number = !value.empty() && end == value.data() + value.size();
  if (number && status == std::errc::result_out_of_range) return kDayS;
  if (!number || status != std::errc{}) {
    const auto date = parse_rfc822(value);
    if (!date) return std::nullopt;
    seconds = (*date - now + kSecondUs - 1) / kSecondUs;
  }
  return static_cast<int>(std::clamp<std::int64_t>(seconds, 0, kDayS));
}

}  // namespace resonanz::net
