// libFuzzer: one byte for the tool, then its query. What is read must read here, what is refused has its place inside.
#include <cstdlib>

#include "listen/groups.h"
#include "listen/lint.h"
#include "listen/parse.h"
#include "listen/vendors/import.h"

using namespace resonanz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto imported = listen::import_query(static_cast<listen::Vendor>(data[0] % 4), text);
  if (!imported) {
    if (imported.error().offset.value_or(text.size() + 1) > text.size()) std::abort();
    return 0;
  }
  const auto query = listen::parse(imported->query, listen::Rules::live);
  if (!query) std::abort();
  for (const listen::Remark& warning : listen::warnings_of(*query))
    if (warning.sentence("de").empty() || warning.offset > imported->query.size()) std::abort();
  const auto groups = listen::groups_of(*query);
  if (groups.index() == 0 && !listen::text_of(std::get<0>(groups), {})) std::abort();
  return 0;
}
