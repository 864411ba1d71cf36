#pragma once
// Reading other people's JSON without surprises: whatever is missing or of another type reads as empty. Pure functions.

#include <boost/json/value.hpp>

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace resonanz::sources::json {

/// Ill-formed UTF-8 is repaired first. Errc::json.
Result<boost::json::value> parse(std::string_view text);

/// Paths are member names with dots: "commit.record.text". Null pointer where something on the way is not an object.
const boost::json::value* find(const boost::json::value& root, std::string_view path);
const boost::json::value* find(const boost::json::object& root, std::string_view path);

/// A string, or a number's digits; "" otherwise.
std::string text(const boost::json::value& root, std::string_view path);
std::string text(const boost::json::object& root, std::string_view path);
/// A whole number, or a string of digits (forms send those); `otherwise` where it is neither.
std::int64_t number(const boost::json::value& root, std::string_view path, std::int64_t otherwise = 0);
std::int64_t number(const boost::json::object& root, std::string_view path, std::int64_t otherwise = 0);
/// Empty where there is none.
const boost::json::array& list(const boost::json::value& root, std::string_view path);

/// 16 hexadecimal digits that change when the text changes (FNV-1a): for revisions, not against attackers.
std::string fingerprint(std::string_view text);

}  // namespace resonanz::sources::json
