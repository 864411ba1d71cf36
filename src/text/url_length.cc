// Where a URL in running text ends. Contract: scan.h.
#include "text/char_class.h"
#include "text/scan.h"
#include "text/utf8.h"

namespace resonanz::text {
namespace {

bool starts_with_nocase(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const char c = text[i];
    if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != lower[i]) return false;
  }
  return true;
}

std::size_t prefix_length(std::string_view text) {
  for (const std::string_view prefix : {"http://", "https://", "www."})
    if (starts_with_nocase(text, prefix)) return prefix.size();
  return 0;
}

constexpr bool ends_ascii_url(char32_t c) {
  return c <= 0x20 || c == 0x7F || c == '"' || c == '<' || c == '>' || c == '`';
}

/// A URL ends before white space, controls, quotes, angle brackets and full-width or CJK punctuation; also before
/// text of a script without spaces, unless a host label is written in it from its start.
bool ends_url(char32_t c, bool own_script_label) {
  if (c < 0x80) return ends_ascii_url(c);
  if (c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) || c == 0x2026) return true;
  if ((c >= 0x3000 && c <= 0x3004) || (c >= 0x3008 && c <= 0x3020) || (c >= 0xFF00 && c <= 0xFF65)) return true;
  const CharClass kind = class_of(c);
  return kind == CharClass::space || (kind == CharClass::run && !own_script_label);
}

bool is_label_char(char c) {
  return c == '-' || (c >= 0 && kAsciiClasses[static_cast<unsigned char>(c)] == CharClass::word);
}

bool is_closing(char c) { return std::string_view(".,;:!?'*_~|)]}").find(c) != std::string_view::npos; }

/// "(see https://a.example/b)" ends before the bracket, "https://a.example/b_(c)" after it.
bool is_balanced_close(std::string_view url) {
  const char close = url.back();
  const char open = close == ')' ? '(' : close == ']' ? '[' : close == '}' ? '{' : '\0';
  return open && std::count(url.begin(), url.end(), open) >= std::count(url.begin(), url.end(), close);
}

/// Where an address that is not all ASCII ends; its prefix does not count.
std::size_t end_of_any(std::string_view rest, std::size_t prefix) {
  bool in_host = true, label_start = true, own_script = false;
  std::size_t end = prefix;
  while (end < rest.size()) {
    if (is_label_char(rest[end])) {  // most of most
      own_script &= !label_start;
      label_start = false;
      while (++end < rest.size() && is_label_char(rest[end])) {
      }
      continue;
    }
    const CodePoint c = code_point_at(rest, end);
    if (in_host && label_start) own_script = class_of(c.value) == CharClass::run;
    if (ends_url(c.value, in_host && own_script)) break;
    if (c.value == '/' || c.value == '?' || c.value == '#') in_host = false;
    label_start = c.value == '.';
    end += c.size;
  }
  return end;
}

constexpr std::array<bool, 256> kAsciiOfUrl = [] {
  std::array<bool, 256> belongs{};
  for (char32_t c = 0; c < 0x80; ++c) belongs[c] = !ends_ascii_url(c);
  return belongs;
}();

/// Where `rest` itself begins with an address.
std::size_t length_at_start(std::string_view rest) {
  const std::size_t prefix = prefix_length(rest);
  if (prefix == 0 || prefix >= rest.size() || class_of(code_point_at(rest, prefix).value) == CharClass::space) return 0;
  std::size_t end = prefix;
  while (end < rest.size() && kAsciiOfUrl[static_cast<unsigned char>(rest[end])]) ++end;
  if (end < rest.size() && static_cast<unsigned char>(rest[end]) >= 0x80) end = end_of_any(rest, prefix);
  while (end > prefix && is_closing(rest[end - 1]) && !is_balanced_close(rest.substr(0, end))) --end;
  if (end == prefix) return 0;
  const char32_t first = code_point_at(rest, prefix).value;  // hosts begin with a letter, a symbol (✪df.ws) or "[::1]"
  return class_of(first) != CharClass::other || first >= 0x80 || first == '[' ? end : 0;
}

}  // namespace

std::size_t url_length(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  const int first = text[at] | 0x20;  // most words begin with neither
  return first == 'h' || first == 'w' ? length_at_start(text.substr(at)) : 0;
}

}  // namespace resonanz::text
