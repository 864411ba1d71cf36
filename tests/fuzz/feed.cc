// libFuzzer: any bytes as a feed. Every item can be normalised, and reading again gives the same items.
#include <cstdlib>

#include "sources/feed/feed.h"
#include "text/testing/clean_html.h"
#include "text/utf8.h"

using namespace resonanz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  auto feed = sources::feed::read_feed(input, "text/xml; charset=windows-1252", "https://base.example/feed");
  if (!feed) return 0;
  const auto items = sources::feed::items_of(*std::move(feed));
  const auto again = sources::feed::items_of(
      *sources::feed::read_feed(input, "text/xml; charset=windows-1252", "https://base.example/feed"));
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].native_id.empty() || items[i].payload != again[i].payload || items[i].revision != again[i].revision)
      std::abort();
    if (items[i].op != Op::upsert) continue;
    const auto post = sources::feed::post_of(items[i].payload);
    if (!post || post->id != items[i].native_id || !text::is_utf8(post->text)) std::abort();
    if (!text::testing::complaint(post->html).empty()) std::abort();
  }
  return 0;
}
