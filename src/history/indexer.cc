#include "history/indexer.h"

#include "history/index_new.h"
#include "history/rewrite.h"
#include "specs/settings.h"

namespace resonanz::history {
namespace {

constexpr std::chrono::minutes kLongestWait{settings::kHistoryChangesMinutes};
constexpr std::chrono::milliseconds kBetweenLooks{900};  // less than the pause of start()

}  // namespace

Status Indexer::check_format() {
  TRY(const State state, db_.read([](soci::session& sql) -> Result<State> { return read_state(sql); }));
  return state.format == kFormat ? done() : rebuild();
}

Status Indexer::rebuild() {
  return db_.write([](soci::session& sql) -> Status { return clear_index(sql), done(); });
}

Result<bool> Indexer::step(Time now) {
  CHECK_OK(check_format());
  TRY(const bool indexed, index_new(db_, keys_, settings::kHistoryLeastNew));
  if (indexed) return true;
  if (looked_ && now - *looked_ < kBetweenLooks) return false;
  looked_ = now;
  const bool all = now - applied_ >= kLongestWait;
  if (all) applied_ = now;
  return apply(all);
}

Result<bool> Indexer::apply(bool all) {
  TRY(const auto stale, stale_segments(db_));
  bool worked = false;
  for (const Stale& segment : stale) {
    const bool due = pace_.is_due(segment.segment.segment, segment.segment.posts, segment.changes);
    if (!due && !all) continue;
    CHECK_OK(rewrite(db_, keys_, segment));
    worked = true;
  }
  pace_.end_look();
  return worked;
}

Status Indexer::catch_up() {
  CHECK_OK(check_format());
  for (bool more = true; more;) {
    TRY(more, index_new(db_, keys_, 1));
  }
  return apply_changes();
}

Status Indexer::apply_changes() {
  while (true) {
    TRY(const auto stale, stale_segments(db_));
    if (stale.empty()) return done();
    for (const Stale& segment : stale) CHECK_OK(rewrite(db_, keys_, segment));
  }
}

Result<Progress> Indexer::progress() {
  return db_.read([](soci::session& sql) -> Result<Progress> {
    Progress out;
    sql << "SELECT COALESCE(SUM(posts), 0), count(*) FROM history_segments", soci::into(out.posts),
        soci::into(out.segments);
    const Id mark = read_state(sql).mark;
    sql << "SELECT (SELECT count(*) FROM mentions WHERE id > :m) + (SELECT count(*) FROM history_changes)",
        soci::use(mark), soci::into(out.waiting);
    return out;
  });
}

void Indexer::start() {
  background_.start("the history index", [this] { return step(); }, {});
}

void Indexer::stop() { background_.stop(); }

}  // namespace resonanz::history
