#include "measure/topics.h"

#include "measure/selected.h"

namespace resonanz::measure {
namespace {

constexpr std::int64_t kSlots = 48;         // stretches of a period that are looked at evenly
constexpr std::int64_t kPostsPerSlot = 40;  // newest of each

/// Posts of a stretch of time, newest first.
void read_slot(soci::session& sql, const Selection& of, TimeUs from, TimeUs to, bool earlier,
               std::vector<understand::TopicPost>& out) {
  understand::TopicPost post;
  std::string title, sentiment;
  soci::statement query =
      (sql.prepare << fmt::format(
           "SELECT m.id, m.title, m.text, r.lang, {} FROM mentions m {} WHERE m.created_at >= :f "
           "AND m.created_at < :t AND r.first_id = r.mention_id ORDER BY m.created_at DESC, m.id DESC LIMIT :n",
           kToneOf, join_readings("m.id", of)),
       soci::use(from), soci::use(to), soci::use(kPostsPerSlot), soci::into(post.id), soci::into(title),
       soci::into(post.text), soci::into(post.language), soci::into(sentiment));
  query.execute();
  while (query.fetch()) {
    out.push_back({post.id, title.empty() ? post.text : title + "\n" + post.text, post.language,
                   sentiment == "negative", earlier});
  }
}

void read_posts(soci::session& sql, const Selection& of, Hours hours, bool earlier,
                std::vector<understand::TopicPost>& out) {
  const std::int64_t slots = std::min(kSlots, hours.to - hours.from);
  for (std::int64_t slot = 0; slot < slots; ++slot) {
    const auto edge = [&](std::int64_t n) { return (hours.from + (hours.to - hours.from) * n / slots) * kHourUs; };
    read_slot(sql, of, edge(slot), edge(slot + 1), earlier, out);
  }
}

}  // namespace

Result<Topics> read_topics(store::Database& db, const Asked& asked, const understand::CommonWords& common) {
  return db.read([&](soci::session& sql) -> Result<Topics> {
    const std::int64_t to = asked.until / kHourUs + 1, length = asked.days * 24;
    const Hours now{to - length, to}, before{to - 2 * length, to - length};
    Topics out;
    const Counts counts = count(sql, asked.of, now), earlier = count(sql, asked.of, before);
    out.mentions = counts.mentions;
    std::vector<understand::TopicPost> posts;
    read_posts(sql, asked.of, now, false, posts);
    out.looked_at = static_cast<std::int64_t>(posts.size());
    read_posts(sql, asked.of, before, true, posts);
    // What one looked at stands for, in each period.
    const auto each = [](const Counts& c, std::int64_t n) {
      return n > 0 ? static_cast<double>(c.mentions - c.repeats) / static_cast<double>(n) : 0.0;
    };
    const double now_each = each(counts, out.looked_at);
    const double before_each = each(earlier, static_cast<std::int64_t>(posts.size()) - out.looked_at);
    out.topics = understand::find_topics(posts, now_each > 0 ? before_each / now_each : 0, common);
    return out;
  });
}

}  // namespace resonanz::measure
