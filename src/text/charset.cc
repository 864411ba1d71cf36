#include "text/charset.h"

#include <iconv.h>

#include <cerrno>

#include "text/utf8.h"

namespace resonanz::text {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

}  // namespace

std::optional<std::string> from_charset(std::string_view bytes, const std::string& charset) {
  const iconv_t converter = iconv_open("UTF-8", charset.c_str());
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  std::string out;
  std::string source(bytes);  // iconv wants a mutable pointer
  char* in = source.data();
  std::size_t left = source.size();
  char buffer[4096];
  while (left > 0) {
    char* at = buffer;
    std::size_t room = sizeof buffer;
    const auto result = iconv(converter, &in, &left, &at, &room);
    out.append(buffer, sizeof buffer - room);
    if (result != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
    out += kReplacement;
    if (errno == EINVAL) break;  // cut off in the middle of a character
    ++in, --left;
  }
  iconv_close(converter);
  return out;
}

std::string guess_utf8(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return to_valid_utf8(bytes.substr(3));
  if (bytes.starts_with("\xFF\xFE")) return from_charset(bytes.substr(2), "UTF-16LE").value_or("");
  if (bytes.starts_with("\xFE\xFF")) return from_charset(bytes.substr(2), "UTF-16BE").value_or("");
  if (is_utf8(bytes)) return std::string(bytes);
  return from_charset(bytes, "WINDOWS-1252").value_or(to_valid_utf8(bytes));
}

}  // namespace resonanz::text
