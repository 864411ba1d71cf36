#pragma once
// The index as one transaction sees it: its segments, and what they do not know yet.

#include <memory>
#include <mutex>

#include "history/candidates.h"
#include "history/segment_rows.h"

namespace resonanz::history {

/// The directories of segments, kept in memory: some kilobytes for 65,536 posts. Thread-safe.
class Directories {
 public:
  Result<std::shared_ptr<const Directory>> get(soci::session& sql, std::int64_t segment);
  /// Forgets those of segments that are no longer there.
  void keep_only(const std::vector<SegmentRow>& segments);

 private:
  std::mutex mutex_;
  std::map<std::int64_t, std::shared_ptr<const Directory>> known_;
};

/// Lives inside the caller's transaction.
class View {
 public:
  View(soci::session& sql, Directories& directories);

  Id mark() const { return mark_; }
  /// In the order of their ids.
  const std::vector<SegmentRow>& segments() const { return segments_; }
  /// Mentions that are not, or not as the segments say: to be looked at one by one.
  const std::set<Id>& changed() const { return changed_; }

  /// What the segment says, without the changed mentions.
  Result<Answer> ask(std::size_t segment, const listen::Query& query, const FilingKey& filing_key);
  Result<std::shared_ptr<const Directory>> directory(std::size_t segment);
  /// The post with this ordinal. Best asked segment by segment.
  Result<Entry> entry(std::size_t segment, std::size_t at);

 private:
  /// Of the segment that was asked last.
  struct Reading {
    std::size_t segment;
    std::shared_ptr<const Directory> directory;
    SegmentReader reader;
  };
  Result<SegmentReader*> reader(std::size_t segment);
  Id begin_of(std::size_t segment) const { return segment == 0 ? 0 : segments_[segment - 1].last_id; }

  soci::session& sql_;
  Directories& directories_;
  Id mark_ = 0;
  std::vector<SegmentRow> segments_;
  std::set<Id> changed_;
  PartRows parts_;
  std::optional<Reading> reading_;
};

}  // namespace resonanz::history
