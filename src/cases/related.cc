#include "cases/related.h"

#include "text/utf8.h"

namespace resonanz::cases {
namespace {

constexpr std::string_view kSameQueries =
    "FROM cases c JOIN mention_matches mm ON mm.mention_id = c.mention_id "
    "WHERE mm.query_id IN (SELECT query_id FROM mention_matches WHERE mention_id = :m) AND c.id <> :e "
    "AND c.first_answer_at IS NOT NULL ";

std::string headline(const std::string& title, const std::string& text) {
  std::string line(text::clip(title.empty() ? text : title, 60));
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

}  // namespace

Result<std::vector<Expert>> who_knows(store::Database& db, Id mention, Id except_case) {
  return db.read([&](soci::session& sql) -> Result<std::vector<Expert>> {
    std::vector<Expert> out;
    Expert row;
    soci::statement query =
        (sql.prepare << fmt::format("SELECT c.assignee_id, count(DISTINCT c.id) {} AND c.assignee_id IN "
                                    "(SELECT id FROM users WHERE active = 1) GROUP BY 1 ORDER BY 2 DESC LIMIT 3",
                                    kSameQueries),
         soci::use(mention), soci::use(except_case), soci::into(row.user), soci::into(row.answered));
    query.execute();
    while (query.fetch()) out.push_back(row);
    return out;
  });
}

Result<std::vector<Alike>> similar_cases(store::Database& db, Id mention, Id except_case) {
  return db.read([&](soci::session& sql) -> Result<std::vector<Alike>> {
    std::vector<Alike> out;
    Alike row;
    std::string title, text;
    soci::statement query =
        (sql.prepare << fmt::format(
             "SELECT DISTINCT c.id, c.number, m.title, m.text FROM mentions m JOIN (SELECT c.* {}) c "
             "ON c.mention_id = m.id WHERE m.deleted_at IS NULL ORDER BY c.id DESC LIMIT 3",
             kSameQueries),
         soci::use(mention), soci::use(except_case), soci::into(row.id), soci::into(row.number), soci::into(title),
         soci::into(text));
    query.execute();
    while (query.fetch()) {
      row.title = headline(title, text);
      out.push_back(row);
    }
    return out;
  });
}

Result<Before> cases_before(store::Database& db, const Case& the_case) {
  if (the_case.author_ref.empty()) return Before{};  // erased: the same as nobody
  return db.read([&](soci::session& sql) -> Result<Before> {
    Before out;
    TimeUs last = 0;
    soci::indicator last_set;
    sql << "SELECT count(*), MAX(opened_at) FROM cases WHERE author_ref = :a AND id <> :id AND opened_at < :t",
        soci::use(the_case.author_ref), soci::use(the_case.id), soci::use(the_case.opened_at), soci::into(out.count),
        soci::into(last, last_set);
    if (last_set == soci::i_ok) out.last = last;
    return out;
  });
}

}  // namespace resonanz::cases
