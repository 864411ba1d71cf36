#include "listen/query_versions.h"

#include "audit/audit.h"

namespace resonanz::listen {
namespace {

struct Hold {
  Id owner = 0, locked_by = 0;
};

Result<Hold> hold_of(soci::session& sql, Id query) {
  Hold hold;
  sql << "SELECT owner, locked_by FROM queries WHERE id = :id AND deleted_at IS NULL", soci::use(query),
      soci::into(hold.owner), soci::into(hold.locked_by);
  if (!sql.got_data()) return fail(Errc::not_found);
  return hold;
}

bool may_change(const Hold& hold, const Editor& editor) {
  return hold.locked_by == 0 || hold.locked_by == editor.user || editor.is_admin;
}

}  // namespace

void keep_version(soci::session& sql, const QueryVersion& v) {
  const Id id = next_id(v.at);
  sql << "INSERT INTO query_versions (id, query_id, version, name, query, color, user_id, at, restored_from) "
         "VALUES (:id, :q, :v, :n, :t, :c, :u, :at, :r)",
      soci::use(id), soci::use(v.query_id), soci::use(v.version), soci::use(v.name), soci::use(v.query),
      soci::use(v.color), soci::use(v.user), soci::use(v.at), soci::use(v.restored_from);
}

Result<std::vector<QueryVersion>> versions_of(store::Database& db, Id query) {
  return db.read([&](soci::session& sql) -> Result<std::vector<QueryVersion>> {
    CHECK_OK(hold_of(sql, query));
    std::vector<QueryVersion> out;
    QueryVersion row;
    row.query_id = query;
    soci::statement rows =
        (sql.prepare << "SELECT version, name, query, color, user_id, at, restored_from "
                        "FROM query_versions WHERE query_id = :id ORDER BY version DESC",
         soci::use(query), soci::into(row.version), soci::into(row.name), soci::into(row.query), soci::into(row.color),
         soci::into(row.user), soci::into(row.at), soci::into(row.restored_from));
    rows.execute();
    while (rows.fetch()) out.push_back(row);
    return out;
  });
}

Result<QueryVersion> version_of(store::Database& db, Id query, int version) {
  TRY(const auto versions, versions_of(db, query));
  for (const QueryVersion& known : versions)
    if (known.version == version) return known;
  return fail(Errc::not_found);
}

Status check_lock(soci::session& sql, Id query, const Editor& editor) {
  TRY(const Hold hold, hold_of(sql, query));
  if (!may_change(hold, editor)) return fail(Errc::query_locked);
  return done();
}

Status set_lock(soci::session& sql, Id query, bool locked, const Editor& editor, TimeUs now) {
  TRY(const Hold hold, hold_of(sql, query));
  if (!may_change(hold, editor)) return fail(Errc::query_locked);
  if (hold.locked_by == 0 && hold.owner != editor.user && !editor.is_admin) return fail(Errc::not_found);
  if ((hold.locked_by != 0) == locked) return done();
  const Id by = locked ? editor.user : 0;
  const TimeUs at = locked ? now : 0;
  sql << "UPDATE queries SET locked_by = :u, locked_at = :t WHERE id = :id", soci::use(by), soci::use(at),
      soci::use(query);
  audit::append(sql, now,
                {id_text(editor.user), locked ? "query.lock" : "query.unlock", "query " + id_text(query), ""});
  return done();
}

}  // namespace resonanz::listen
