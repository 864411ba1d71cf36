#include "history/view.h"

#include <limits>

namespace resonanz::history {

Result<std::shared_ptr<const Directory>> Directories::get(soci::session& sql, std::int64_t segment) {
  {
    std::lock_guard lock(mutex_);
    if (const auto found = known_.find(segment); found != known_.end()) return found->second;
  }
  TRY(Directory directory, load_directory(sql, segment));
  auto shared = std::make_shared<const Directory>(std::move(directory));
  std::lock_guard lock(mutex_);
  return known_.emplace(segment, std::move(shared)).first->second;
}

void Directories::keep_only(const std::vector<SegmentRow>& segments) {
  std::lock_guard lock(mutex_);
  if (known_.size() <= 2 * segments.size() + 16) return;
  std::set<std::int64_t> there;
  for (const auto& row : segments) there.insert(row.segment);
  std::erase_if(known_, [&](const auto& entry) { return !there.contains(entry.first); });
}

View::View(soci::session& sql, Directories& directories) : sql_(sql), directories_(directories), parts_(sql) {
  const State state = read_state(sql);
  if (state.format != kFormat) return;  // of another program: as if there were none, until the indexer has made it anew
  mark_ = state.mark;
  segments_ = read_segments(sql);
  for (const Change& change : read_changes(sql, 0, mark_, std::numeric_limits<std::int32_t>::max()))
    changed_.insert(change.mention);
  directories_.keep_only(segments_);
}

Result<std::shared_ptr<const Directory>> View::directory(std::size_t segment) {
  return directories_.get(sql_, segments_[segment].segment);
}

Result<SegmentReader*> View::reader(std::size_t segment) {
  if (!reading_ || reading_->segment != segment) {
    TRY(auto directory, this->directory(segment));
    const Directory& borrowed = *directory;
    reading_.emplace(Reading{segment, std::move(directory), {borrowed, parts_.of(segments_[segment].segment)}});
  }
  return &reading_->reader;
}

Result<Entry> View::entry(std::size_t segment, std::size_t at) {
  TRY(SegmentReader * reader, this->reader(segment));
  return reader->entry(at);
}

Result<Answer> View::ask(std::size_t segment, const listen::Query& query, const FilingKey& filing_key) {
  TRY(SegmentReader * reader, this->reader(segment));
  TRY(Answer answer, answer_from_sets(query, *reader, filing_key));
  const auto first = changed_.upper_bound(begin_of(segment));
  if (answer.maybe.none() || first == changed_.end() || *first > segments_[segment].last_id) return answer;
  TRY(const auto entries, reader->entries());
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (changed_.contains(entries[i].id)) {
      answer.sure.reset(i);
      answer.maybe.reset(i);
    }
  return answer;
}

}  // namespace resonanz::history
