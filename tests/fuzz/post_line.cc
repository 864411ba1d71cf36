// libFuzzer: any bytes as a post line, in our form and in the forum stream's. A post that was read is written and read
// back the same.
#include <cstdlib>

#include "sources/import/post_lines.h"
#include "text/utf8.h"

using namespace resonanz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static PostReader reader;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  sources::read_post_line(reader, input);
  const auto post = reader.read(input);
  if (!post) return 0;
  const std::string line = write_post(*post);
  const auto again = reader.read(line);
  if (!again || write_post(*again) != line || !text::is_utf8(line) || line.find('\n') != line.npos) std::abort();
  return 0;
}
