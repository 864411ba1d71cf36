#include "text/charset.h"

#include <iconv.h>

#include <cerrno>

#include "text/utf8.h"

namespace resonanz::text {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// Names under which the web sends a larger charset (WHATWG Encoding): what is declared is its common core.
std::string wider(const std::string& charset) {
  static constexpr std::pair<std::string_view, const char*> kWider[] = {{"iso-8859-1", "WINDOWS-1252"},
                                                                        {"latin1", "WINDOWS-1252"},
                                                                        {"us-ascii", "WINDOWS-1252"},
                                                                        {"ascii", "WINDOWS-1252"},
                                                                        {"iso8859-1", "WINDOWS-1252"},
                                                                        {"iso-8859-9", "WINDOWS-1254"},
                                                                        {"tis-620", "WINDOWS-874"},
                                                                        {"iso-8859-11", "WINDOWS-874"},
                                                                        {"gb2312", "GB18030"},
                                                                        {"gbk", "GB18030"},
                                                                        {"euc-kr", "CP949"},
                                                                        {"ks_c_5601-1987", "CP949"},
                                                                        {"shift_jis", "CP932"},
                                                                        {"x-sjis", "CP932"},
                                                                        {"big5", "BIG5-HKSCS"}};
  std::string name;
  for (const char c : charset) name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  for (const auto& [from, to] : kWider)
    if (name == from) return to;
  return charset;
}

/// UTF-16 without its mark: the first characters are ASCII, each beside a zero byte.
const char* unmarked_utf16(std::string_view bytes) {
  if (bytes.size() < 4 || bytes.size() % 2 != 0) return nullptr;
  const auto zero = [&](std::size_t i) { return bytes[i] == '\0'; };
  if (!zero(0) && zero(1) && !zero(2) && zero(3)) return "UTF-16LE";
  return zero(0) && !zero(1) && zero(2) && !zero(3) ? "UTF-16BE" : nullptr;
}

}  // namespace

std::optional<std::string> from_charset(std::string_view bytes, const std::string& charset) {
  const iconv_t converter = iconv_open("UTF-8", wider(charset).c_str());
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  std::string out;
  std::string source(bytes);  // iconv wants a mutable pointer
  char* in = source.data();
  std::size_t left = source.size();
  char buffer[4096];
  char* at;
  std::size_t room;
  while (left > 0) {
    at = buffer;
    room = sizeof buffer;
    const auto result = iconv(converter, &in, &left, &at, &room);
    out.append(buffer, sizeof buffer - room);
    if (result != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
    out += kReplacement;
    if (errno == EINVAL) break;  // cut off in the middle of a character
    ++in, --left;
  }
  at = buffer;  // what the charset still holds back, waiting for a combining mark
  room = sizeof buffer;
  iconv(converter, nullptr, nullptr, &at, &room);
  out.append(buffer, sizeof buffer - room);
  iconv_close(converter);
  return out;
}

std::string guess_utf8(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return to_valid_utf8(bytes.substr(3));
  if (bytes.starts_with("\xFF\xFE")) return from_charset(bytes.substr(2), "UTF-16LE").value_or("");
  if (bytes.starts_with("\xFE\xFF")) return from_charset(bytes.substr(2), "UTF-16BE").value_or("");
  if (const char* wide = unmarked_utf16(bytes)) return from_charset(bytes, wide).value_or("");
  if (is_utf8(bytes)) return std::string(bytes);
  return from_charset(bytes, "WINDOWS-1252").value_or(to_valid_utf8(bytes));
}

}  // namespace resonanz::text
