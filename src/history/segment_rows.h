#pragma once
// The tables of the index: segments and their parts, what has changed since, and how far it goes.

#include <soci/soci.h>

#include "history/segment.h"

namespace resonanz::history {

struct SegmentRow {
  std::int64_t segment = 0;
  Id last_id = 0;  ///< of the stretch of ids it stands for; it begins after that of the segment before
  std::int64_t posts = 0;
  TimeUs oldest = 0, newest = 0;
};

struct State {
  int format = 0;
  Id mark = 0, claimed = 0;
};

/// A mention that changed, and the number of the change.
struct Change {
  std::int64_t seq = 0;
  Id mention = 0;
};

// All inside the caller's transaction.
State read_state(soci::session& sql);
void write_mark(soci::session& sql, Id mark);
void write_claim(soci::session& sql, Id claimed);

/// In the order of their ids.
std::vector<SegmentRow> read_segments(soci::session& sql);
/// Those of mentions in (after, upto], in the order of their numbers, at most `most`.
std::vector<Change> read_changes(soci::session& sql, Id after, Id upto, std::size_t most);
/// Forgets those of mentions in (after, upto] up to number `seq`.
void remove_changes(soci::session& sql, Id after, Id upto, std::int64_t seq);

/// False: it is no longer there.
bool has_segment(soci::session& sql, std::int64_t segment);
/// Error store: damaged or gone.
Result<Directory> load_directory(soci::session& sql, std::int64_t segment);
/// The posts of a stored segment that are `wanted`, into a new one. Errors: store.
Status add_rows(SegmentBuilder& builder, soci::session& sql, const SegmentRow& row,
                const std::function<bool(Id)>& wanted);
/// Stands for the ids up to `last_id`.
void insert_segment(soci::session& sql, const SegmentImage& image, Id last_id);
void remove_segment(soci::session& sql, std::int64_t segment);
/// No segments: everything is to be read again.
void clear_index(soci::session& sql);

std::size_t count_parts(soci::session& sql, std::int64_t segment);
/// Parts of segments that are not there.
std::size_t count_stray_parts(soci::session& sql);

/// Reads parts with one prepared statement.
class PartRows {
 public:
  explicit PartRows(soci::session& sql);
  Result<std::string> read(std::int64_t segment, std::uint32_t part);
  SegmentReader::Fetch of(std::int64_t segment) {
    return [this, segment](std::uint32_t part) { return read(segment, part); };
  }

 private:
  std::int64_t wanted_ = 0;
  soci::blob bytes_;
  soci::statement select_;
};

}  // namespace resonanz::history
