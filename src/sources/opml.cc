// OPML: lists of feeds as other readers export them (OPML 2.0).
#include <expat.h>

#include "sources/assessment.h"

namespace resonanz::sources {
namespace {

constexpr std::size_t kMaxFeeds = 10'000;

void on_element(void* user, const XML_Char* name, const XML_Char** attributes) {
  auto& feeds = *static_cast<std::vector<OpmlFeed>*>(user);
  if (std::string_view(name) != "outline" || feeds.size() >= kMaxFeeds) return;
  OpmlFeed feed;
  std::string text;
  for (; *attributes; attributes += 2) {
    const std::string_view key = attributes[0];
    if (key == "xmlUrl") feed.url = attributes[1];
    else if (key == "title") feed.title = attributes[1];
    else if (key == "text") text = attributes[1];
  }
  if (feed.url.empty()) return;
  if (feed.title.empty()) feed.title = text.empty() ? feed.url : text;
  feeds.push_back(std::move(feed));
}

}  // namespace

Result<std::vector<OpmlFeed>> read_opml(std::string_view xml) {
  std::vector<OpmlFeed> feeds;
  XML_Parser parser = XML_ParserCreate(nullptr);
  XML_SetUserData(parser, &feeds);
  XML_SetStartElementHandler(parser, on_element);
  const auto status = XML_Parse(parser, xml.data(), static_cast<int>(xml.size()), 1);
  const std::string why = status == XML_STATUS_OK ? "" : XML_ErrorString(XML_GetErrorCode(parser));
  XML_ParserFree(parser);
  if (!why.empty() && feeds.empty()) return fail(Errc::feed, why);
  if (feeds.empty()) return fail(Errc::feed, "it names no feed");
  return feeds;
}

}  // namespace resonanz::sources
