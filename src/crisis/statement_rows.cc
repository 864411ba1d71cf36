#include "crisis/statement_rows.h"

#include "crisis/approvers.h"

namespace resonanz::crisis {
namespace {

std::vector<Id> ids(soci::session& sql, const std::string& query, Id statement) {
  std::vector<Id> out;
  Id id = 0;
  soci::statement rows = (sql.prepare << query, soci::use(statement), soci::into(id));
  rows.execute();
  while (rows.fetch()) out.push_back(id);
  return out;
}

std::vector<Approval> approvals_of(soci::session& sql, Id statement) {
  std::vector<Approval> out;
  Approval row;
  int is_void = 0;
  soci::statement rows =
      (sql.prepare << "SELECT user_id, at, version, verdict, reason, hash, void FROM crisis_approvals "
                      "WHERE statement_id = :s ORDER BY id",
       soci::use(statement), soci::into(row.by), soci::into(row.at), soci::into(row.version), soci::into(row.verdict),
       soci::into(row.reason), soci::into(row.hash), soci::into(is_void));
  rows.execute();
  while (rows.fetch()) {
    row.is_void = is_void != 0;
    out.push_back(row);
  }
  return out;
}

bool has_decided(const Statement& statement, Id user) {
  return std::any_of(statement.approvals.begin(), statement.approvals.end(),
                     [&](const Approval& a) { return a.by == user && !a.is_void; });
}

void fill(soci::session& sql, Statement& statement) {
  statement.asked =
      ids(sql,
          "SELECT k.user_id FROM crisis_asked k LEFT JOIN crisis_approvers a ON a.user_id = k.user_id WHERE "
          "k.statement_id = :s ORDER BY a.position",
          statement.id);
  statement.approvals = approvals_of(sql, statement.id);
  if (statement.state != "waiting") return;
  for (const Id user : eligible(sql, statement.id))
    if (!has_decided(statement, user)) statement.may_approve.push_back(user);
}

}  // namespace

std::vector<Statement> load_statements(soci::session& sql, const std::string& where) {
  std::vector<Statement> out;
  Statement row;
  int drill = 0;
  TimeUs requested = 0, escalated = 0, published = 0;
  soci::indicator requested_set, escalated_set, published_set;
  soci::statement rows =
      (sql.prepare
           << "SELECT s.id, s.room_id, r.title, r.drill, s.version, s.state, s.requested_at, COALESCE(s.requested_by, 0), "
              "s.escalated_at, s.published_at, COALESCE(s.published_by, 0), s.url, v.title, v.text, v.lang, v.user_id, v.at "
              "FROM crisis_statements s JOIN crisis_rooms r ON r.id = s.room_id JOIN crisis_statement_versions v ON "
              "v.statement_id = s.id AND v.version = s.version WHERE " +
                  where,
       soci::into(row.id), soci::into(row.room), soci::into(row.room_title), soci::into(drill), soci::into(row.version),
       soci::into(row.state), soci::into(requested, requested_set), soci::into(row.requested_by),
       soci::into(escalated, escalated_set), soci::into(published, published_set), soci::into(row.published_by),
       soci::into(row.url), soci::into(row.title), soci::into(row.text), soci::into(row.lang), soci::into(row.by),
       soci::into(row.at));
  rows.execute();
  while (rows.fetch()) {
    Statement statement = row;
    statement.drill = drill != 0;
    if (requested_set == soci::i_ok) statement.requested_at = requested;
    if (escalated_set == soci::i_ok) statement.escalated_at = escalated;
    if (published_set == soci::i_ok) statement.published_at = published;
    out.push_back(std::move(statement));
  }
  for (Statement& statement : out) fill(sql, statement);
  return out;
}

Result<Statement> load_statement(soci::session& sql, Id id) {
  auto found = load_statements(sql, fmt::format("s.id = {}", id));
  if (found.empty()) return fail(Errc::not_found);
  return std::move(found.front());
}

std::vector<Id> eligible(soci::session& sql, Id statement) {
  const auto wrote =
      ids(sql, "SELECT DISTINCT user_id FROM crisis_statement_versions WHERE statement_id = :s", statement);
  std::vector<Id> out;
  for (const Id user : approvers(sql))
    if (std::find(wrote.begin(), wrote.end(), user) == wrote.end()) out.push_back(user);
  return out;
}

void put_version(soci::session& sql, Id statement, int version, const StatementText& words, Id user, TimeUs now) {
  const Id id = next_id(now);
  sql << "INSERT INTO crisis_statement_versions (id, statement_id, version, title, text, lang, user_id, at) VALUES (:i, :s, "
         ":v, :t, :x, :l, :u, :now)",
      soci::use(id), soci::use(statement), soci::use(version), soci::use(words.title), soci::use(words.text),
      soci::use(words.lang), soci::use(user), soci::use(now);
}

void put_asked(soci::session& sql, Id statement, const std::vector<Id>& users) {
  sql << "DELETE FROM crisis_asked WHERE statement_id = :s", soci::use(statement);
  for (const Id user : users)
    sql << "INSERT OR IGNORE INTO crisis_asked (statement_id, user_id) VALUES (:s, :u)", soci::use(statement),
        soci::use(user);
}

void void_approvals(soci::session& sql, Id statement) {
  sql << "UPDATE crisis_approvals SET void = 1 WHERE statement_id = :s", soci::use(statement);
  put_asked(sql, statement, {});
  sql << "UPDATE crisis_statements SET state = 'draft', requested_at = NULL, requested_by = NULL, escalated_at = NULL WHERE "
         "id = :s",
      soci::use(statement);
}

}  // namespace resonanz::crisis
