// libFuzzer: any bytes as HTML. What the sanitiser writes is clean, and comes out of it unchanged.
#include <cstdlib>

#include "text/html.h"
#include "text/testing/clean_html.h"

using namespace resonanz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string clean = text::sanitise_html(input, "https://base.example/a/b");
  if (!text::testing::complaint(clean).empty() || text::sanitise_html(clean) != clean) std::abort();
  text::links_of(clean);
  text::html_to_text(input);
  text::loose_html_to_text(input);
  return 0;
}
