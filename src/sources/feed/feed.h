#pragma once
// A feed as plain data, whatever its format: RSS 0.9x to 2.0 and 1.0 (RDF), Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1.

#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/item.h"
#include "model/post.h"

namespace resonanz::sources::feed {

/// How often the publisher asks to be visited.
struct Pace {
  std::int64_t seconds = 0;    ///< ttl or sy:updatePeriod; 0 where it does not say
  std::bitset<24> skip_hours;  ///< GMT
  std::bitset<7> skip_days;    ///< 0 is Sunday
};

struct Feed {
  std::string title;
  std::string language;           ///< of the feed as a whole; entries have their own
  std::string self;               ///< the address it gives itself, "" where none
  std::string next;               ///< the page with older entries (RFC 5005, next_url), "" where none
  std::vector<std::string> hubs;  ///< WebSub
  Pace pace;
  std::vector<Post> posts;           ///< in the feed's order; ids are never empty but may repeat
  std::vector<std::string> removed;  ///< ids of entries the feed declares deleted (RFC 6721)
};

/// Reads any format, told by its content alone. `content_type` only helps with the charset; `base` is the address the
/// bytes came from, "" if unknown. Errors: feed.
Result<Feed> read_feed(std::string_view bytes, std::string_view content_type, std::string_view base);

/// Items in the feed's order, deletions last; each id once. A payload is a post line with "html" besides: normalise()
/// needs nothing else.
std::vector<Item> items_of(Feed feed);
/// What items_of() put into a payload.
Result<Post> post_of(std::string_view payload);
/// The item for bytes that are no feed: they go to quarantine as they are.
Item problem_item(std::string_view bytes, Error error);

}  // namespace resonanz::sources::feed
