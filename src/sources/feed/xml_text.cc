#include "sources/feed/xml_text.h"

#include "text/charset.h"
#include "text/utf8.h"

namespace resonanz::sources::feed {
namespace {

struct Shape {
  std::string_view start;
  std::size_t mark;  ///< bytes of a byte order mark
  const char* charset;
};

using namespace std::string_view_literals;

/// In this order: UTF-32 begins like UTF-16.
constexpr Shape kShapes[] = {{"\xEF\xBB\xBF"sv, 3, "UTF-8"},    {"\xFF\xFE\0\0"sv, 4, "UTF-32LE"},
                             {"\0\0\xFE\xFF"sv, 4, "UTF-32BE"}, {"\xFF\xFE"sv, 2, "UTF-16LE"},
                             {"\xFE\xFF"sv, 2, "UTF-16BE"},     {"<\0\0\0"sv, 0, "UTF-32LE"},
                             {"\0\0\0<"sv, 0, "UTF-32BE"},      {"<\0"sv, 0, "UTF-16LE"},
                             {"\0<"sv, 0, "UTF-16BE"},          {"\x4C\x6F\xA7\x94"sv, 0, "IBM037"}};

bool is_ascii_wide(std::string_view charset) {
  return charset.starts_with("utf-16") || charset.starts_with("utf-32") || charset.starts_with("ucs-") ||
         charset.starts_with("iso-10646");
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

/// The value of `encoding="…"` in the XML declaration.
std::string declared(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 400);
  const auto begin = head.find("<?xml"), end = head.find('>', begin == head.npos ? 0 : begin);
  const auto at = head.find("encoding", begin == head.npos ? head.size() : begin);
  if (at == head.npos || at > end) return {};
  const auto quote = head.find_first_of("\"'", at);
  if (quote == head.npos) return {};
  const auto close = head.find(head[quote], quote + 1);
  return close == head.npos ? std::string() : lower(head.substr(quote + 1, close - quote - 1));
}

/// Well-formed sequences of several bytes, and bytes that are none.
struct Tally {
  std::size_t good = 0, bad = 0;
};

Tally tally(std::string_view bytes) {
  Tally out;
  const std::string repaired = text::to_valid_utf8(bytes);
  for (std::size_t i = 0; i < repaired.size();) {
    const auto point = text::code_point_at(repaired, i);
    if (point.size > 1) ++(point.value == 0xFFFD ? out.bad : out.good);
    i += point.size;
  }
  return out;
}

}  // namespace

std::string charset_of(std::string_view content_type) {
  const std::string type = lower(content_type);
  const auto at = type.find("charset=");
  if (at == type.npos) return {};
  std::string name = type.substr(at + 8, type.find(';', at) - at - 8);
  std::erase_if(name, [](char c) { return c == '"' || c == '\'' || c == ' '; });
  return name;
}

std::string xml_to_utf8(std::string_view bytes, std::string_view transport_charset) {
  for (const Shape& shape : kShapes) {
    if (!bytes.starts_with(shape.start)) continue;
    const std::string_view rest = bytes.substr(shape.mark);
    return shape.charset == "UTF-8"sv ? text::to_valid_utf8(rest)
                                      : text::to_valid_utf8(text::from_charset(rest, shape.charset).value_or(""));
  }
  std::string charset = declared(bytes);
  if (charset.empty()) charset = lower(transport_charset);
  if (is_ascii_wide(charset)) charset.clear();  // then the shape above would have shown it
  const Tally seen = tally(bytes);
  const bool says_utf8 = charset.empty() || charset == "utf-8" || charset == "utf8";
  const bool is_utf8 = seen.bad == 0 && seen.good > 0;
  if (is_utf8 || (says_utf8 && seen.good >= seen.bad)) return text::to_valid_utf8(bytes);
  const auto converted = text::from_charset(bytes, says_utf8 ? "windows-1252" : charset);
  return text::to_valid_utf8(converted ? *converted : text::guess_utf8(bytes));
}

}  // namespace resonanz::sources::feed
