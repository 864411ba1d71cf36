// libFuzzer: any bytes as CSV. No row is lost: each stands in the text in order; and a file of posts can be read or is
// refused.
#include <cstdlib>

#include "sources/import/csv_posts.h"
#include "text/csv.h"

using namespace resonanz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const char* at = input.data();
  std::size_t line = 0;
  for (const text::CsvRow& row : text::parse_csv(input, text::csv_separator(input))) {
    if (row.raw.data() < at || row.raw.data() + row.raw.size() > input.data() + size || row.line <= line ||
        row.cells.empty())
      std::abort();
    at = row.raw.data() + row.raw.size();
    line = row.line;
  }
  if (const auto items = sources::read_csv_posts(input))
    for (const Item& item : *items)
      if (!item.problem && item.native_id.empty()) std::abort();
  return 0;
}
