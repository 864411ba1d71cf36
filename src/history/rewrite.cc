#include "history/rewrite.h"

#include "history/filer.h"

namespace resonanz::history {
namespace {

constexpr std::size_t kMostChanges = 200'000;  // read at once

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

/// False: somebody else was faster.
bool is_current(soci::session& sql, const Stale& stale) {
  if (stale.segment.segment != 0) return has_segment(sql, stale.segment.segment);
  const auto segments = read_segments(sql);
  return segments.empty() || segments.back().last_id < stale.segment.last_id;
}

}  // namespace

Result<std::vector<Stale>> stale_segments(store::Database& db) {
  return db.read([](soci::session& sql) -> Result<std::vector<Stale>> {
    std::vector<Stale> out;
    const State state = read_state(sql);
    auto segments = read_segments(sql);
    if (segments.empty() || segments.back().last_id < state.mark) segments.push_back({0, state.mark, 0, 0, 0});
    Id after = 0;
    for (const auto& segment : segments) {
      out.push_back({segment, after, 0});
      after = segment.last_id;
    }
    for (const Change& change : read_changes(sql, 0, state.mark, kMostChanges)) {
      const auto stale = std::lower_bound(out.begin(), out.end(), change.mention,
                                          [](const Stale& s, Id id) { return s.segment.last_id < id; });
      ++stale->changes;
    }
    std::erase_if(out, [](const Stale& stale) { return stale.changes == 0; });
    return out;
  });
}

Status rewrite(store::Database& db, const privacy::Keys& keys, const Stale& stale) {
  std::vector<std::pair<SegmentImage, Id>> images;
  std::int64_t seq = 0;
  const auto gone = db.read([&](soci::session& sql) -> Result<bool> {
    if (!is_current(sql, stale)) return true;
    std::set<Id> changed;
    for (const Change& change : read_changes(sql, stale.after, stale.segment.last_id, kMostChanges)) {
      changed.insert(change.mention);
      seq = std::max(seq, change.seq);
    }
    const bool fits = static_cast<std::size_t>(stale.segment.posts) + changed.size() <= kMostPosts;
    for (const auto& [after, upto] : stretches(sql, stale.after, stale.segment.last_id, fits)) {
      SegmentBuilder builder;
      if (stale.segment.segment != 0)
        CHECK_OK(add_rows(builder, sql, stale.segment,
                          [&](Id id) { return id > after && id <= upto && !changed.contains(id); }));
      Filer filer(keys, builder);
      StoredPosts posts(sql, keys, Depth::whole);
      for (auto id = changed.upper_bound(after); id != changed.end() && *id <= upto; ++id) {
        TRY(const StoredPost* post, posts.load(*id));
        if (post) filer.add(*post);
      }
      images.emplace_back(builder.finish(), upto);
    }
    return false;
  });
  if (!gone) return gone.error();
  if (*gone) return done();
  return db.write([&](soci::session& sql) -> Status {
    if (!is_current(sql, stale)) return done();
    remove_segment(sql, stale.segment.segment);
    for (const auto& [image, last_id] : images)
      if (image.posts > 0) insert_segment(sql, image, last_id);
    remove_changes(sql, stale.after, stale.segment.last_id, seq);
    return done();
  });
}

}  // namespace resonanz::history
