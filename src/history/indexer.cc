#include "history/indexer.h"

#include <sys/resource.h>
#include <unistd.h>

#include "base/log.h"
#include "history/filer.h"
#include "specs/settings.h"

namespace resonanz::history {
namespace {

constexpr std::size_t kMostChanges = 200'000;  // read at once
/// Segments so small are written anew for every change.
constexpr std::int64_t kSmallSegment = 8192;
constexpr std::chrono::minutes kLongestWait{settings::kHistoryChangesMinutes};

Id id_at(soci::session& sql, Id after, std::size_t offset) {
  Id id = 0;
  sql << fmt::format("SELECT id FROM mentions WHERE id > :a ORDER BY id LIMIT 1 OFFSET {}", offset), soci::use(after),
      soci::into(id);
  return id;
}

/// Of ids, each for one segment.
std::vector<std::pair<Id, Id>> stretches(soci::session& sql, Id after, Id upto, bool fits_in_one) {
  std::vector<std::pair<Id, Id>> out;
  while (!fits_in_one) {
    const Id middle = id_at(sql, after, kMostPosts / 2);
    if (middle == 0 || middle >= upto) break;
    out.emplace_back(after, middle);
    after = middle;
  }
  out.emplace_back(after, upto);
  return out;
}

Status add_rows(SegmentBuilder& builder, soci::session& sql, const SegmentRow& row,
                const std::function<bool(Id)>& wanted) {
  TRY(const Directory directory, load_directory(sql, row.segment));
  PartRows parts(sql);
  SegmentReader reader(directory, parts.of(row.segment));
  return builder.add_segment(reader, wanted);
}

}  // namespace

/// The changed mentions of one segment's stretch of ids.
struct Indexer::Work {
  SegmentRow segment;  ///< segment 0: nothing is there yet
  Id after = 0;        ///< the stretch begins above
  std::int64_t changes = 0;

  bool is_due() const { return segment.posts <= kSmallSegment || changes * 64 >= segment.posts; }
  /// False: somebody else was faster.
  bool is_current(soci::session& sql) const {
    if (segment.segment != 0) return has_segment(sql, segment.segment);
    const auto segments = read_segments(sql);
    return segments.empty() || segments.back().last_id < segment.last_id;
  }
};

/// Small segments at the end are taken into the new one, so that there are few: as in a binary counter every post is
/// written anew a few times only.
Result<bool> Indexer::index_new(std::size_t least) {
  State before;
  Id upto = 0;
  CHECK_OK(db_.read([&](soci::session& sql) -> Status {
    before = read_state(sql);
    if (id_at(sql, before.mark, least - 1) == 0) return done();
    upto = id_at(sql, before.mark, kMostPosts - 1);
    if (upto == 0) sql << "SELECT MAX(id) FROM mentions", soci::into(upto);
    return done();
  }));
  if (upto == 0) return false;
  // From here on changes of these mentions are written down; what is read below is later.
  CHECK_OK(db_.write(
      [&](soci::session& sql) -> Status { return write_claim(sql, std::max(upto, read_state(sql).claimed)), done(); }));
  SegmentBuilder builder;
  std::vector<SegmentRow> absorbed;
  std::int64_t seq = 0;
  CHECK_OK(db_.read([&](soci::session& sql) -> Status {
    sql << "SELECT COALESCE(MAX(seq), 0) FROM history_changes", soci::into(seq);
    Filer filer(keys_, builder);
    StoredPosts posts(sql, keys_, Depth::whole);
    Id last = upto;
    CHECK_OK(posts.walk(before.mark, upto, StoredPosts::Order::up, [&](const StoredPost& post) -> Result<bool> {
      if (builder.posts() == kMostPosts) return false;
      filer.add(post);
      last = post.entry.id;
      return true;
    }));
    if (builder.posts() == kMostPosts) upto = last;
    auto segments = read_segments(sql);
    for (; builder.posts() > 0 && !segments.empty(); segments.pop_back()) {
      const auto& row = segments.back();
      const auto posts_there = static_cast<std::size_t>(row.posts);
      if (posts_there > 2 * builder.posts() || posts_there + builder.posts() > kMostPosts) break;
      CHECK_OK(add_rows(builder, sql, row, [](Id) { return true; }));
      absorbed.push_back(row);
    }
    return done();
  }));
  const SegmentImage image = builder.finish();
  return db_.write([&](soci::session& sql) -> Result<bool> {
    if (read_state(sql).mark != before.mark) return true;  // somebody else was faster
    for (const auto& row : absorbed)
      if (!has_segment(sql, row.segment)) return true;
    for (const auto& row : absorbed) remove_segment(sql, row.segment);
    if (image.posts > 0) insert_segment(sql, image, upto);
    write_mark(sql, upto);
    remove_changes(sql, before.mark, upto, seq);
    return true;
  });
}

Result<bool> Indexer::apply(bool all) {
  std::vector<Work> works;
  CHECK_OK(db_.read([&](soci::session& sql) -> Status {
    const State state = read_state(sql);
    auto segments = read_segments(sql);
    if (segments.empty() || segments.back().last_id < state.mark) segments.push_back({0, state.mark, 0, 0, 0});
    Id after = 0;
    for (const auto& segment : segments) {
      works.push_back({segment, after, 0});
      after = segment.last_id;
    }
    for (const Change& change : read_changes(sql, 0, state.mark, kMostChanges)) {
      const auto work = std::lower_bound(works.begin(), works.end(), change.mention,
                                         [](const Work& w, Id id) { return w.segment.last_id < id; });
      ++work->changes;
    }
    return done();
  }));
  bool worked = false;
  for (const Work& work : works)
    if (work.changes > 0 && (all || work.is_due())) {
      TRY(const bool done_one, rewrite(work));
      worked |= done_one;
    }
  return worked;
}

/// The segment without the changed posts, and those as they are now. Too many for one segment: two.
Result<bool> Indexer::rewrite(const Work& work) {
  std::vector<std::pair<SegmentImage, Id>> images;
  std::int64_t seq = 0;
  const auto gone = db_.read([&](soci::session& sql) -> Result<bool> {
    if (!work.is_current(sql)) return true;
    std::set<Id> changed;
    for (const Change& change : read_changes(sql, work.after, work.segment.last_id, kMostChanges)) {
      changed.insert(change.mention);
      seq = std::max(seq, change.seq);
    }
    const bool fits = static_cast<std::size_t>(work.segment.posts) + changed.size() <= kMostPosts;
    for (const auto& [after, upto] : stretches(sql, work.after, work.segment.last_id, fits)) {
      SegmentBuilder builder;
      if (work.segment.segment != 0)
        CHECK_OK(add_rows(builder, sql, work.segment,
                          [&](Id id) { return id > after && id <= upto && !changed.contains(id); }));
      Filer filer(keys_, builder);
      StoredPosts posts(sql, keys_, Depth::whole);
      for (auto id = changed.upper_bound(after); id != changed.end() && *id <= upto; ++id) {
        TRY(const StoredPost* post, posts.load(*id));
        if (post) filer.add(*post);
      }
      images.emplace_back(builder.finish(), upto);
    }
    return false;
  });
  if (!gone) return gone.error();
  if (*gone) return true;
  return db_.write([&](soci::session& sql) -> Result<bool> {
    if (!work.is_current(sql)) return true;
    remove_segment(sql, work.segment.segment);
    for (const auto& [image, last_id] : images)
      if (image.posts > 0) insert_segment(sql, image, last_id);
    remove_changes(sql, work.after, work.segment.last_id, seq);
    return true;
  });
}

Status Indexer::check_format() {
  TRY(const State state, db_.read([](soci::session& sql) -> Result<State> { return read_state(sql); }));
  return state.format == kFormat ? done() : rebuild();
}

Status Indexer::rebuild() {
  return db_.write([](soci::session& sql) -> Status { return clear_index(sql), done(); });
}

Result<bool> Indexer::step() {
  CHECK_OK(check_format());
  TRY(const bool indexed, index_new(settings::kHistoryLeastNew));
  if (indexed) return true;
  const auto now = std::chrono::steady_clock::now();
  const bool all = now - applied_ >= kLongestWait;
  if (all) applied_ = now;
  return apply(all);
}

Status Indexer::catch_up() {
  CHECK_OK(check_format());
  for (bool more = true; more;) {
    TRY(more, index_new(1));
  }
  return apply_changes();
}

Status Indexer::apply_changes() {
  for (bool more = true; more;) {
    TRY(more, apply(true));
  }
  return done();
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
  thread_ = std::thread([this] { run(); });
}

void Indexer::run() {
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 10);  // listening and answering go first
  while (true) {
    auto worked = step();
    if (!worked) log::error("the history index: {}", worked.error().text());
    std::unique_lock lock(mutex_);
    const std::chrono::milliseconds pause(!worked ? 10'000 : *worked ? 0 : 1'000);
    if (stopped_.wait_for(lock, pause, [&] { return stopping_; })) return;
  }
}

void Indexer::stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  if (thread_.joinable()) thread_.join();
}

}  // namespace resonanz::history
