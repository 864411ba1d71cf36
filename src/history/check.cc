#include "history/check.h"

#include <limits>

#include "history/filer.h"
#include "history/stored_posts.h"

namespace resonanz::history {
namespace {

class Checker {
 public:
  Checker(soci::session& sql, const privacy::Keys& keys, std::int64_t most) : sql_(sql), keys_(keys), most_(most) {}

  Result<Checked> run() {
    const State state = read_state(sql_);
    if (state.format != kFormat) return out_;  // the server makes it anew
    for (const Change& change : read_changes(sql_, 0, state.mark, std::numeric_limits<std::int32_t>::max()))
      changed_.insert(change.mention);
    const auto rows = read_segments(sql_);
    for (std::size_t i = rows.size(); i-- > 0 && out_.fault.empty();)
      CHECK_OK(segment(rows[i], i == 0 ? 0 : rows[i - 1].last_id));
    const Id last = rows.empty() ? 0 : rows.back().last_id;
    if (out_.fault.empty()) no_mention_between(last, state.mark);
    if (out_.fault.empty()) no_stray_parts();
    return out_;
  }

 private:
  void fault(const SegmentRow& row, std::string_view what) {
    if (out_.fault.empty()) out_.fault = fmt::format("segment {} of the history index {}", row.segment, what);
  }

  Status segment(const SegmentRow& row, Id after) {
    auto directory = load_directory(sql_, row.segment);
    if (!directory) return fault(row, "has a damaged directory"), done();
    PartRows parts(sql_);
    SegmentReader reader(*directory, parts.of(row.segment));
    const auto entries = reader.entries();
    if (!entries) return fault(row, "has damaged rows"), done();
    std::set<Id> indexed;
    for (const Entry& entry : *entries) {
      if (entry.id <= after || entry.id > row.last_id) fault(row, "holds a post outside of its ids");
      if (!changed_.contains(entry.id)) indexed.insert(entry.id);
    }
    out_.posts += row.posts;
    if (static_cast<std::int64_t>(entries->size()) != row.posts) fault(row, "miscounts its posts");
    std::set<Id> stored;
    Id id = 0;
    soci::statement query =
        (sql_.prepare << "SELECT id FROM mentions WHERE id > :a AND id <= :u AND deleted_at IS NULL", soci::use(after),
         soci::use(row.last_id), soci::into(id));
    query.execute();
    while (query.fetch())
      if (!changed_.contains(id)) stored.insert(id);
    if (indexed != stored) fault(row, "does not hold the mentions of its ids");
    if (!out_.fault.empty() || out_.compared >= most_ || indexed.size() != entries->size()) return done();
    return words(row, indexed);
  }

  /// Made anew from the mentions it comes out the same, byte for byte.
  Status words(const SegmentRow& row, const std::set<Id>& ids) {
    SegmentBuilder builder;
    Filer filer(keys_, builder);
    StoredPosts posts(sql_, keys_, Depth::whole);
    for (const Id id : ids) {
      TRY(const StoredPost* post, posts.load(id));
      if (post) filer.add(*post);
    }
    const SegmentImage image = builder.finish();
    PartRows parts(sql_);
    for (const auto& [part, bytes] : image.parts) {
      const auto stored = parts.read(row.segment, part);
      if (!stored || *stored != bytes) return fault(row, "does not hold the words of its mentions"), done();
    }
    if (count_parts(sql_, row.segment) != image.parts.size()) fault(row, "holds more than its mentions say");
    out_.compared += row.posts;
    return done();
  }

  void no_mention_between(Id after, Id upto) {
    Id id = 0;
    soci::statement query =
        (sql_.prepare << "SELECT id FROM mentions WHERE id > :a AND id <= :u AND deleted_at IS NULL", soci::use(after),
         soci::use(upto), soci::into(id));
    query.execute();
    while (query.fetch())
      if (!changed_.contains(id)) out_.fault = "mentions are in no segment of the history index";
  }

  void no_stray_parts() {
    if (count_stray_parts(sql_) > 0) out_.fault = "the history index holds parts of no segment";
  }

  soci::session& sql_;
  const privacy::Keys& keys_;
  const std::int64_t most_;
  std::set<Id> changed_;
  Checked out_;
};

}  // namespace

Result<Checked> check_index(store::Database& db, const privacy::Keys& keys, std::int64_t most) {
  return db.read([&](soci::session& sql) { return Checker(sql, keys, most).run(); });
}

}  // namespace resonanz::history
