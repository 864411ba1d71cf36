#include "text/url_reference.h"

namespace resonanz::text {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Length of "scheme:" at the front, or 0.
std::size_t scheme_length(std::string_view url) {
  if (url.empty() || !is_letter(url.front())) return 0;
  for (std::size_t i = 1; i < url.size(); ++i) {
    const char c = url[i];
    if (c == ':') return i + 1;
    if (!is_letter(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.') return 0;
  }
  return 0;
}

std::string without_line_breaks(std::string_view text) {
  const auto space = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!text.empty() && space(text.front())) text.remove_prefix(1);
  while (!text.empty() && space(text.back())) text.remove_suffix(1);
  std::string out;
  for (const char c : text)
    if (c != '\t' && c != '\n' && c != '\r') out += c;
  return out;
}

/// "/a/./b/../c" as "/a/c".
std::string remove_dots(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const auto end = std::min(path.find('/', 1), path.size());
    const std::string_view segment = path.substr(0, end);
    path.remove_prefix(end);
    if (segment == "/." || segment == "/..") {
      if (segment == "/..") out.erase(std::min(out.rfind('/'), out.size()));
      if (path.empty()) out += '/';
    } else {
      out += segment;
    }
  }
  return out;
}

struct Base {
  std::string_view origin, path, query;  ///< "https://host", "/a/b", "?x"
};

Base split(std::string_view base) {
  Base out;
  const auto scheme = scheme_length(base);
  if (scheme == 0 || !base.substr(scheme).starts_with("//")) return out;
  base = base.substr(0, base.find('#'));
  const auto host_end = std::min(base.find_first_of("/?", scheme + 2), base.size());
  out.origin = base.substr(0, host_end);
  const auto path_end = std::min(base.find('?', host_end), base.size());
  out.path = base.substr(host_end, path_end - host_end);
  out.query = base.substr(path_end);
  return out;
}

}  // namespace

bool is_web_address(std::string_view url) {
  const auto scheme = scheme_length(url);
  std::string name(url.substr(0, scheme));
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c |= 0x20;
  return (name == "http:" || name == "https:") && url.substr(scheme).starts_with("//") && url.size() > scheme + 2;
}

std::string resolve_reference(std::string_view base_text, std::string_view reference_text) {
  const std::string reference = without_line_breaks(reference_text), trimmed_base = without_line_breaks(base_text);
  const Base base = split(trimmed_base);
  if (scheme_length(reference) > 0 || base.origin.empty()) return reference;
  std::string out(base.origin);
  if (reference.starts_with("//")) return out.substr(0, scheme_length(out)) + reference;
  if (reference.empty() || reference.front() == '#') return out.append(base.path).append(base.query).append(reference);
  if (reference.front() == '?') return out.append(base.path.empty() ? "/" : base.path).append(reference);
  const auto tail = std::min(reference.find_first_of("?#"), reference.size());
  std::string path = reference.substr(0, tail);
  if (path.front() != '/') {
    const auto folder = base.path.rfind('/');
    path = (folder == std::string_view::npos ? "/" : std::string(base.path.substr(0, folder + 1))) + path;
  }
  return out.append(remove_dots(path)).append(reference, tail);
}

}  // namespace resonanz::text
