#include "notice/post_rules.h"

#include "listen/document.h"
#include "listen/parse.h"

namespace resonanz::notice {
namespace {

std::vector<Id> ids(soci::session& sql, const std::string& select) {
  std::vector<Id> out;
  Id id = 0;
  soci::statement query = (sql.prepare << select, soci::into(id));
  query.execute();
  while (query.fetch()) out.push_back(id);
  return out;
}

Id number(soci::session& sql, const std::string& select) {
  Id out = 0;
  sql << select, soci::into(out);
  return out;
}

/// The place up to which everything has been read that this rule asks for.
Id newest_readable(soci::session& sql, const Rule& rule) {
  const Id newest = newest_place(sql);
  if (rule.kind != Rule::Kind::reach) return newest;
  const Id unread = number(sql, "SELECT COALESCE(MIN(mention_id), 0) FROM unread_mentions");
  return unread > 0 ? unread - 1 : newest;
}

/// What the rule asks of a post m, apart from its words.
std::string conditions(const Rule& rule, TimeUs oldest) {
  std::string out = fmt::format(" AND m.deleted_at IS NULL AND m.created_at >= {}", oldest);
  if (rule.kind == Rule::Kind::reach) out += fmt::format(" AND r.reach >= {}", rule.reach);
  return out;
}

std::string reading_of(const Rule& rule) {
  return rule.kind == Rule::Kind::reach ? " JOIN mention_readings r ON r.mention_id = m.id" : "";
}
std::string match_of(const Rule& rule) { return fmt::format("mm.query_id = {} AND mm.hidden = 0", rule.query); }

/// Places and posts that came.
std::string new_posts(const Rule& rule, Id after, Id upto, TimeUs oldest) {
  const std::string asked = conditions(rule, oldest), reading = reading_of(rule);
  if (rule.query == 0)
    return fmt::format("SELECT m.id AS place, m.id FROM mentions m{} WHERE m.id > {} AND m.id <= {}{}", reading, after,
                       upto, asked);
  return fmt::format(
      "SELECT mm.mention_id AS place, m.id FROM mention_matches mm JOIN mentions m ON m.id = mm.mention_id{} WHERE {} "
      "AND mm.mention_id > {} AND mm.mention_id <= {}{}",
      reading, match_of(rule), after, upto, asked);
}

/// Places and posts that were edited; CROSS JOIN begins with these, which are few.
std::string new_edits(const Rule& rule, Id after, Id upto, TimeUs oldest) {
  const std::string match =
      rule.query == 0 ? "" : " CROSS JOIN mention_matches mm ON mm.mention_id = m.id AND " + match_of(rule);
  return fmt::format(
      "SELECT e.id AS place, m.id FROM mention_edits e CROSS JOIN mentions m ON m.id = e.mention_id{}{} WHERE e.id > {} "
      "AND e.id <= {} AND NOT EXISTS (SELECT 1 FROM alert_raised a WHERE a.rule_id = {} AND a.mention_id = m.id){}",
      match, reading_of(rule), after, upto, rule.id, conditions(rule, oldest));
}

std::string candidates(const Rule& rule, Id after, Id upto, TimeUs oldest, int limit) {
  return fmt::format("SELECT place, id FROM (SELECT * FROM ({} ORDER BY 1 LIMIT {}) UNION ALL SELECT * FROM ({} ORDER BY "
                     "1 LIMIT {})) ORDER BY place LIMIT {}",
                     new_posts(rule, after, upto, oldest), limit, new_edits(rule, after, upto, oldest), limit, limit);
}

struct Places {
  std::vector<Id> posts;  ///< each once: a post and its edit are one
  Id last = 0;
  int rows = 0;
};

Places read_places(soci::session& sql, const std::string& select) {
  Places out;
  Id place = 0, id = 0;
  soci::statement query = (sql.prepare << select, soci::into(place), soci::into(id));
  query.execute();
  for (; query.fetch(); ++out.rows) {
    out.last = place;
    if (std::find(out.posts.begin(), out.posts.end(), id) == out.posts.end()) out.posts.push_back(id);
  }
  return out;
}

}  // namespace

Id newest_place(soci::session& sql) {
  return number(sql, "SELECT max(COALESCE((SELECT MAX(id) FROM mentions), 0), COALESCE((SELECT MAX(id) FROM "
                     "mention_edits), 0))");
}

Result<NewPosts> look_at_posts(soci::session& sql, const ingest::Mentions& mentions, const Rule& rule, Id after,
                               TimeUs oldest, int limit) {
  NewPosts out;
  const Id upto = newest_readable(sql, rule);
  Places found;
  if (upto > after) found = read_places(sql, candidates(rule, after, upto, oldest, limit));
  out.more = found.rows == limit;
  out.position = out.more ? found.last : std::max(after, upto);
  if (rule.kind != Rule::Kind::words) return out.posts = std::move(found.posts), out;
  TRY(const listen::Query words, listen::parse(rule.words, listen::Rules::live));
  listen::Document document;
  for (const Id id : found.posts) {
    TRY(const ingest::Mention mention, mentions.load(sql, id));
    document.assign(mention.post);
    if (listen::matches(words, document)) out.posts.push_back(id);
  }
  return out;
}

std::vector<Id> posts_of_hour(soci::session& sql, const Rule& rule, std::int64_t hour, int limit) {
  const std::string only = rule.kind == Rule::Kind::negative ? " AND f.sentiment = 'negative' AND NOT f.repeated" : "";
  return ids(sql, fmt::format("SELECT f.mention_id FROM mention_facts f WHERE f.query_id = {} AND f.hour = {} AND "
                              "f.hidden = 0{} ORDER BY f.mention_id DESC LIMIT {}",
                              rule.query, hour, only, limit));
}

}  // namespace resonanz::notice
