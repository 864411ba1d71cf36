#pragma once
// Segments whose posts were edited, deleted or came late are written anew.

#include "history/segment_rows.h"
#include "privacy/keys.h"
#include "store/database.h"

namespace resonanz::history {

/// A segment's stretch of ids with changed mentions.
struct Stale {
  SegmentRow segment;  ///< segment 0: nothing is there yet
  Id after = 0;        ///< the stretch begins above
  std::int64_t changes = 0;
};
/// In the order of ids.
Result<std::vector<Stale>> stale_segments(store::Database& db);

/// The segment without the changed posts, and those as they are now. Too many for one segment: two. Nothing happens
/// where somebody else was faster. Errors: store, keys.
Status rewrite(store::Database& db, const privacy::Keys& keys, const Stale& stale);

}  // namespace resonanz::history
