// libFuzzer: any bytes as a Jetstream frame, of either version. An item names its post, and what it brought is read or
// is refused.
#include <cstdlib>

#include "sources/bluesky/frame.h"
#include "sources/bluesky/record.h"
#include "text/utf8.h"

using namespace resonanz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const sources::bluesky::Frame frame = sources::bluesky::read_frame({reinterpret_cast<const char*>(data), size});
  if (!frame.item || frame.item->problem) return 0;
  if (frame.item->native_id.empty()) std::abort();
  if (frame.item->op != Op::upsert) return 0;
  if (const auto post = sources::bluesky::post_of(frame.item->payload);
      post && (post->id.empty() || !text::is_utf8(post->text)))
    std::abort();
  return 0;
}
