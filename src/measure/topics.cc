#include "measure/topics.h"

#include "measure/selected.h"

namespace resonanz::measure {
namespace {

constexpr std::int64_t kSlots = 48;         // stretches of a period that are looked at evenly
constexpr std::int64_t kPostsPerSlot = 40;  // newest of each
constexpr double kRare = 0.03;              // share of all mentions

struct Sought {
  const Selection& of;
  /// Few of all mentions are the query's: its own index leads to them, not that of time.
  bool is_rare = false;
};

/// Posts of a stretch of time, newest first.
void read_some(soci::session& sql, const Sought& sought, TimeUs from, TimeUs to, std::int64_t most, bool earlier,
               std::vector<understand::TopicPost>& out) {
  understand::TopicPost post;
  std::string title, sentiment;
  // A plus keeps a column's index out of the plan.
  soci::statement query =
      (sql.prepare << fmt::format(
           "SELECT m.id, m.title, m.text, r.lang, {0} FROM mentions m {1} WHERE {2}m.created_at >= :f AND "
           "{2}m.created_at < :t AND r.first_id = r.mention_id ORDER BY m.created_at DESC, m.id DESC LIMIT :n",
           kToneOf, join_readings("m.id", sought.of), sought.is_rare ? "+" : ""),
       soci::use(from), soci::use(to), soci::use(most), soci::into(post.id), soci::into(title), soci::into(post.text),
       soci::into(post.language), soci::into(sentiment));
  query.execute();
  while (query.fetch()) {
    out.push_back({post.id, title.empty() ? post.text : title + "\n" + post.text, post.language,
                   sentiment == "negative", earlier});
  }
}

void read_posts(soci::session& sql, const Sought& sought, Period period, bool earlier,
                std::vector<understand::TopicPost>& out) {
  if (sought.is_rare) return read_some(sql, sought, period.begin(), period.end(), kSlots * kPostsPerSlot, earlier, out);
  const std::int64_t slots = std::min(kSlots, period.to - period.from);
  for (std::int64_t slot = 0; slot < slots; ++slot) {
    const auto edge = [&](std::int64_t n) { return period.begin() + (period.end() - period.begin()) * n / slots; };
    read_some(sql, sought, edge(slot), edge(slot + 1), kPostsPerSlot, earlier, out);
  }
}

}  // namespace

Result<Topics> read_topics(store::Database& db, const Asked& asked, const understand::CommonWords& common) {
  return db.read([&](soci::session& sql) -> Result<Topics> {
    const Period now = period_of(asked), before = period_before(now);
    Topics out;
    const Counts counts = count(sql, asked.of, now), earlier = count(sql, asked.of, before);
    out.mentions = counts.mentions;
    const Counts all = count(sql, {}, now);
    const Sought sought{asked.of, static_cast<double>(counts.mentions) < kRare * static_cast<double>(all.mentions)};
    std::vector<understand::TopicPost> posts;
    read_posts(sql, sought, now, false, posts);
    out.looked_at = static_cast<std::int64_t>(posts.size());
    read_posts(sql, sought, before, true, posts);
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
