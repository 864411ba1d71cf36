#include "history/index_new.h"

#include "history/filer.h"
#include "history/segment_rows.h"

namespace resonanz::history {

Result<bool> index_new(store::Database& db, const privacy::Keys& keys, std::size_t least) {
  State before;
  Id upto = 0;
  CHECK_OK(db.read([&](soci::session& sql) -> Status {
    before = read_state(sql);
    if (id_at(sql, before.mark, least - 1) == 0) return done();
    upto = id_at(sql, before.mark, kMostPosts - 1);
    if (upto == 0) sql << "SELECT MAX(id) FROM mentions", soci::into(upto);
    return done();
  }));
  if (upto == 0) return false;
  // From here on changes of these mentions are written down; what is read below is later.
  CHECK_OK(db.write(
      [&](soci::session& sql) -> Status { return write_claim(sql, std::max(upto, read_state(sql).claimed)), done(); }));
  SegmentBuilder builder;
  std::vector<SegmentRow> absorbed;
  std::int64_t seq = 0;
  CHECK_OK(db.read([&](soci::session& sql) -> Status {
    sql << "SELECT COALESCE(MAX(seq), 0) FROM history_changes", soci::into(seq);
    Filer filer(keys, builder);
    StoredPosts posts(sql, keys, Depth::whole);
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
  return db.write([&](soci::session& sql) -> Result<bool> {
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

}  // namespace resonanz::history
