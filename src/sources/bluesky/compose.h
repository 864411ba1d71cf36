#pragma once
// Our own posts as records: facets, length, and a record key that is the same at every try. Pure.

#include <boost/json/object.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "sources/connector.h"

namespace resonanz::sources::bluesky {

/// A piece of text with a meaning: byte offsets into the UTF-8 text, end exclusive, as the protocol counts.
struct Facet {
  enum class Kind { link, mention, tag } kind;
  std::size_t begin, end;
  std::string target;  ///< address, handle without @, or tag without #
};
std::vector<Facet> find_facets(std::string_view text);

/// A valid TID (13 characters) derived from the idempotency key alone: a repeated create meets itself.
std::string record_key(std::string_view idempotency_key);

/// The record. `dids` maps handles of mentions to accounts; unknown ones stay plain text.
/// Errc::value if the post to be answered lacks its references.
Result<boost::json::object> make_record(const Outgoing& outgoing, const std::map<std::string, std::string>& dids,
                                        TimeUs now);

/// 300 grapheme clusters and 3,000 bytes. Errc::too_long.
Status check_text(std::string_view text);

}  // namespace resonanz::sources::bluesky
