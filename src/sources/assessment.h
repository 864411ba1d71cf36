#pragma once
// The filled-in assessment that a wizard offers, and feed lists (OPML) from elsewhere.
#include "sources/source_table.h"

namespace resonanz::sources {

/// Not yet approved; review in a year. `language` is "de" or "en".
Assessment assessment_template(const std::string& kind, std::string_view language, const std::string& owner,
                               TimeUs now);

struct OpmlFeed {
  std::string title, url;
};
/// Every outline with an xmlUrl, however deep. Errors: feed.
Result<std::vector<OpmlFeed>> read_opml(std::string_view xml);

}  // namespace resonanz::sources
