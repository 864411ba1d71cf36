// libFuzzer: any bytes at the JSON door. What is read can be written and read back as the same value.
#include <boost/json.hpp>

#include <cstdlib>

#include "sources/json.h"

using namespace resonanz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto value = sources::json::parse({reinterpret_cast<const char*>(data), size});
  if (!value) return 0;
  const auto again = sources::json::parse(boost::json::serialize(*value));
  if (!again || boost::json::serialize(*again) != boost::json::serialize(*value)) std::abort();
  sources::json::text(*value, "a.b");
  sources::json::number(*value, "a.b");
  sources::json::list(*value, "a");
  return 0;
}
