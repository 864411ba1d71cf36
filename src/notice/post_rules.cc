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

/// The posts up to which everything has been read that this rule asks for.
Id newest_readable(soci::session& sql, const Rule& rule) {
  const Id newest = number(sql, "SELECT COALESCE(MAX(id), 0) FROM mentions");
  if (rule.kind != Rule::Kind::reach) return newest;
  const Id unread = number(sql, "SELECT COALESCE(MIN(mention_id), 0) FROM unread_mentions");
  return unread > 0 ? unread - 1 : newest;
}

std::string candidates(const Rule& rule, Id after, Id upto, TimeUs oldest, int limit) {
  std::string from = "SELECT m.id FROM mentions m", where = fmt::format(" WHERE m.id > {} AND m.id <= {}", after, upto);
  if (rule.query != 0) {
    from = "SELECT m.id FROM mention_matches mm JOIN mentions m ON m.id = mm.mention_id";
    where = fmt::format(" WHERE mm.query_id = {} AND mm.mention_id > {} AND mm.mention_id <= {} AND mm.hidden = 0",
                        rule.query, after, upto);
  }
  if (rule.kind == Rule::Kind::reach) {
    from += " JOIN mention_readings r ON r.mention_id = m.id";
    where += fmt::format(" AND r.reach >= {}", rule.reach);
  }
  return from + where +
         fmt::format(" AND m.deleted_at IS NULL AND m.created_at >= {} ORDER BY m.id LIMIT {}", oldest, limit);
}

}  // namespace

Result<NewPosts> look_at_posts(soci::session& sql, const ingest::Mentions& mentions, const Rule& rule, Id after,
                               TimeUs oldest, int limit) {
  NewPosts out;
  const Id upto = newest_readable(sql, rule);
  std::vector<Id> found;
  if (upto > after) found = ids(sql, candidates(rule, after, upto, oldest, limit));
  out.more = static_cast<int>(found.size()) == limit;
  out.position = out.more ? found.back() : std::max(after, upto);
  if (rule.kind != Rule::Kind::words) return out.posts = std::move(found), out;
  TRY(const listen::Query words, listen::parse(rule.words, listen::Rules::live));
  listen::Document document;
  for (const Id id : found) {
    TRY(const ingest::Mention mention, mentions.load(sql, id));
    document.assign(mention.post);
    if (listen::matches(words, document)) out.posts.push_back(id);
  }
  return out;
}

std::vector<Id> posts_of_hour(soci::session& sql, const Rule& rule, std::int64_t hour, int limit) {
  const std::string only = rule.kind == Rule::Kind::negative ? " AND f.sentiment = 'negative'" : "";
  return ids(sql, fmt::format("SELECT f.mention_id FROM mention_facts f WHERE f.query_id = {} AND f.hour = {} AND "
                              "f.hidden = 0{} ORDER BY f.mention_id DESC LIMIT {}",
                              rule.query, hour, only, limit));
}

}  // namespace resonanz::notice
