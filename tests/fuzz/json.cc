// libFuzzer: any bytes at the JSON doors. Both libraries behind them give the same verdict, so that nothing passes one
// door as one thing and the next as another; what is read can be written and read again.
#include <simdjson.h>
#include <boost/json.hpp>

#include <algorithm>
#include <cstdlib>

#include "sources/json.h"
#include "text/utf8.h"

using namespace resonanz;

namespace {

/// They part on numbers that fit no double (refused, infinite or zero), and Boost.JSON nests 32 deep at most.
bool may_differ(std::string_view text) {
  std::size_t opened = 0, digits = 0, most = 0;
  for (const char c : text) {
    opened += c == '[' || c == '{';
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    most = std::max(most, digits);
  }
  return opened > 32 || most > 2;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static simdjson::dom::parser parser;
  const std::string text = text::to_valid_utf8({reinterpret_cast<const char*>(data), size});
  const auto value = sources::json::parse(text);
  simdjson::dom::element element;
  const bool other = parser.parse(text).get(element) == simdjson::SUCCESS;
  if (value.ok() != other && !may_differ(text)) std::abort();
  if (!value) return 0;
  if (!may_differ(text) && !sources::json::parse(boost::json::serialize(*value))) std::abort();
  sources::json::text(*value, "a.b");
  sources::json::number(*value, "a.b");
  sources::json::list(*value, "a");
  return 0;
}
