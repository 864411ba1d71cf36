#pragma once
// What the index alone can say about a query on the posts of a segment.

#include "history/segment.h"
#include "listen/query.h"

namespace resonanz::history {

/// Which posts match for sure, and which may: sure ⊆ those that match ⊆ maybe. Words, wildcards and most of what is
/// known of a post are decided by the sets (sure = maybe); places, raw texts and numbers need a look at the post.
struct Answer {
  Bits sure, maybe;

  static Answer decided(Bits set) { return {set, set}; }
  static Answer to_look_at(Bits set) { return {Bits(set.size()), std::move(set)}; }
};

/// The keyed hash under which the posts of a stratum file a sealed value.
using FilingKey = std::function<std::string(const Stratum& stratum, std::string_view key)>;

/// Errors: those of the reader.
Result<Answer> answer_from_sets(const listen::Query& query, SegmentReader& segment, const FilingKey& filing_key);

}  // namespace resonanz::history
