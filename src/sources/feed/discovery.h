#pragma once
// Where the feeds of a page are. Pure functions.

#include <string>
#include <string_view>
#include <vector>

#include "net/http_client.h"

namespace resonanz::sources::feed {

struct FeedLink {
  std::string url, title;
};

/// The feeds that a page names, in the Link header and then in <link rel="alternate">, best first: feeds of comments
/// come last.
std::vector<FeedLink> feeds_of(const net::HttpResponse& page);
/// The targets of `Link: <…>; rel="relation"`, made absolute.
std::vector<std::string> links_in_header(const net::HttpResponse& response, std::string_view relation);

}  // namespace resonanz::sources::feed
