#include "measure/topics.h"

#include "measure/selected.h"

namespace resonanz::measure {
namespace {

constexpr std::int64_t kSlots = 48;         // stretches of a period that are looked at evenly
constexpr std::int64_t kPostsPerSlot = 40;  // newest of each
constexpr double kRare = 0.03;              // share of all mentions of the period

/// Adds the posts of a statement of id, title, text, language and tone that asks for :f, :t and :n.
void add_posts(soci::session& sql, const std::string& statement, std::int64_t from, std::int64_t to, std::int64_t most,
               bool earlier, std::vector<understand::TopicPost>& out) {
  understand::TopicPost post;
  std::string title, sentiment;
  soci::statement query =
      (sql.prepare << statement, soci::use(from), soci::use(to), soci::use(most), soci::into(post.id),
       soci::into(title), soci::into(post.text), soci::into(post.language), soci::into(sentiment));
  query.execute();
  while (query.fetch()) {
    out.push_back({post.id, title.empty() ? post.text : title + "\n" + post.text, post.language,
                   sentiment == "negative", earlier});
  }
}

/// Few of all mentions are the query's: its own index leads to them, and the small rows of readings say when they were,
/// before a post is read.
void read_rare(soci::session& sql, const Selection& of, Period period, bool earlier,
               std::vector<understand::TopicPost>& out) {
  const std::string statement = fmt::format(
      "SELECT m.id, m.title, m.text, chosen.lang, chosen.tone FROM (SELECT r.mention_id, r.lang, {} AS tone FROM "
      "mention_matches mm CROSS JOIN mention_readings r ON r.mention_id = mm.mention_id WHERE {} AND r.hour >= :f AND "
      "r.hour < :t AND r.first_id = r.mention_id ORDER BY r.hour DESC, r.mention_id DESC LIMIT :n) chosen CROSS JOIN "
      "mentions m ON m.id = chosen.mention_id",
      kToneOf, condition_of(of));
  add_posts(sql, statement, period.begin() / kHourUs, period.end() / kHourUs, kSlots * kPostsPerSlot, earlier, out);
}

/// The newest of each slot of the period.
void read_slots(soci::session& sql, const Selection& of, Period period, bool earlier,
                std::vector<understand::TopicPost>& out) {
  const std::string statement = fmt::format(
      "SELECT m.id, m.title, m.text, r.lang, {} FROM mentions m {} WHERE m.created_at >= :f AND m.created_at < :t AND "
      "r.first_id = r.mention_id ORDER BY m.created_at DESC, m.id DESC LIMIT :n",
      kToneOf, join_readings("m.id", of));
  const std::int64_t slots = std::min(kSlots, period.to - period.from);
  for (std::int64_t slot = 0; slot < slots; ++slot) {
    const auto edge = [&](std::int64_t n) { return period.begin() + (period.end() - period.begin()) * n / slots; };
    add_posts(sql, statement, edge(slot), edge(slot + 1), kPostsPerSlot, earlier, out);
  }
}

/// The texts of the queries that selected the posts.
std::vector<std::string> read_queries(soci::session& sql, Id asked) {
  std::vector<std::string> out;
  std::string text;
  soci::statement query = (sql.prepare << "SELECT query FROM queries WHERE deleted_at IS NULL AND (id = :i OR "
                                          "(:a = 0 AND purpose = 'listen'))",
                           soci::use(asked), soci::use(asked), soci::into(text));
  query.execute();
  while (query.fetch()) out.push_back(text);
  return out;
}

}  // namespace

Result<Topics> read_topics(store::Database& db, const Asked& asked, const understand::CommonWords& common) {
  return db.read([&](soci::session& sql) -> Result<Topics> {
    const Period now = period_of(asked), before = period_before(now);
    Topics out;
    const Counts counts = count(sql, asked.of, now), earlier = count(sql, asked.of, before);
    out.mentions = counts.mentions;
    const Counts all = count(sql, {}, now);
    const bool is_rare =
        asked.of.query != 0 && static_cast<double>(counts.mentions) < kRare * static_cast<double>(all.mentions);
    const auto read_posts = is_rare ? read_rare : read_slots;
    std::vector<understand::TopicPost> posts;
    read_posts(sql, asked.of, now, false, posts);
    out.looked_at = static_cast<std::int64_t>(posts.size());
    read_posts(sql, asked.of, before, true, posts);
    // What one looked at stands for, in each period.
    const auto each = [](const Counts& c, std::int64_t n) {
      return n > 0 ? static_cast<double>(c.distinct()) / static_cast<double>(n) : 0.0;
    };
    const double now_each = each(counts, out.looked_at);
    const double before_each = each(earlier, static_cast<std::int64_t>(posts.size()) - out.looked_at);
    std::optional<double> expected;
    out.compared = was_listening(sql, before);
    if (out.compared) expected = now_each > 0 ? before_each / now_each : 0;
    out.topics = understand::find_topics(posts, expected, common, read_queries(sql, asked.of.query));
    return out;
  });
}

}  // namespace resonanz::measure
