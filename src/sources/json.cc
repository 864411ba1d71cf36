#include "sources/json.h"

#include <boost/json.hpp>

#include <charconv>

#include "text/utf8.h"

namespace resonanz::sources::json {

namespace bj = boost::json;

Result<bj::value> parse(std::string_view text) {
  std::string repaired;
  if (!text::is_utf8(text)) text = repaired = text::to_valid_utf8(text);
  boost::system::error_code error;
  bj::value value = bj::parse(text, error);
  if (error) return fail(Errc::json, error.message());
  return value;
}

const bj::value* find(const bj::object& root, std::string_view path) {
  const auto dot = path.find('.');
  const bj::value* child = root.if_contains(path.substr(0, dot));
  if (!child || dot == std::string_view::npos) return child;
  return find(*child, path.substr(dot + 1));
}

const bj::value* find(const bj::value& root, std::string_view path) {
  const bj::object* object = root.if_object();
  return object ? find(*object, path) : nullptr;
}

namespace {

std::string text_of(const bj::value* value) {
  if (!value) return {};
  if (const bj::string* text = value->if_string()) return std::string(*text);
  if (value->is_int64()) return std::to_string(value->get_int64());
  if (value->is_uint64()) return std::to_string(value->get_uint64());
  return {};
}

std::int64_t number_of(const bj::value* value, std::int64_t otherwise) {
  const std::string digits = text_of(value);
  std::int64_t number = 0;
  const auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return !digits.empty() && status == std::errc{} && end == digits.data() + digits.size() ? number : otherwise;
}

}  // namespace

std::string text(const bj::value& root, std::string_view path) { return text_of(find(root, path)); }
std::string text(const bj::object& root, std::string_view path) { return text_of(find(root, path)); }
std::int64_t number(const bj::value& root, std::string_view path, std::int64_t otherwise) {
  return number_of(find(root, path), otherwise);
}
std::int64_t number(const bj::object& root, std::string_view path, std::int64_t otherwise) {
  return number_of(find(root, path), otherwise);
}

const bj::array& list(const bj::value& root, std::string_view path) {
  static const bj::array kEmpty;
  const bj::value* value = find(root, path);
  return value && value->is_array() ? value->get_array() : kEmpty;
}

std::string fingerprint(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const unsigned char c : text) hash = (hash ^ c) * 1099511628211ULL;
  return fmt::format("{:016x}", hash);
}

}  // namespace resonanz::sources::json
