#include "audit/audit.h"

#include "host/encoding.h"

#include "host/random.h"

namespace resonanz::audit {
namespace {

std::string chain_hash(const std::string& before, TimeUs at, const Entry& entry) {
  std::string whole;
  for (const std::string& part : {before, std::to_string(at), entry.actor, entry.action, entry.object, entry.detail}) {
    const std::uint64_t size = part.size();
    whole.append(reinterpret_cast<const char*>(&size), sizeof size);
    whole += part;
  }
  return host::sha256_hex(whole);
}

}  // namespace

void append(soci::session& sql, TimeUs now, const Entry& given) {
  Entry entry = given;
  const std::string salt = host::random_token(16);
  if (!entry.note.empty()) entry.detail = "note " + chain_hash(salt, now, {"", "", "", entry.note});
  std::string before;
  sql << "SELECT hash FROM audit ORDER BY id DESC LIMIT 1", soci::into(before);
  if (!sql.got_data()) before.clear();
  const std::string hash = chain_hash(before, now, entry);
  sql << "INSERT INTO audit (at, actor, action, object, detail, hash) VALUES (:at, :actor, :action, :object, :detail, :hash)",
      soci::use(now), soci::use(entry.actor), soci::use(entry.action), soci::use(entry.object), soci::use(entry.detail),
      soci::use(hash);
  if (entry.note.empty()) return;
  sql << "INSERT INTO audit_notes (audit_id, at, salt, text) VALUES ((SELECT MAX(id) FROM audit), :at, :s, :t)",
      soci::use(now), soci::use(salt), soci::use(entry.note);
}

Result<std::vector<Row>> list(store::Database& db, Id before, int limit) {
  return db.read([&](soci::session& sql) -> Result<std::vector<Row>> {
    std::vector<Row> rows;
    Row row;
    soci::statement query =
        (sql.prepare << "SELECT id, audit.at, actor, action, object, detail, COALESCE(n.text, '') FROM audit "
                        "LEFT JOIN audit_notes n ON n.audit_id = id "
                        "WHERE (:before = 0 OR id < :before2) ORDER BY id DESC LIMIT :n",
         soci::use(before), soci::use(before), soci::use(limit), soci::into(row.id), soci::into(row.at),
         soci::into(row.entry.actor), soci::into(row.entry.action), soci::into(row.entry.object),
         soci::into(row.entry.detail), soci::into(row.entry.note));
    query.execute();
    while (query.fetch()) rows.push_back(row);
    return rows;
  });
}

Result<std::int64_t> verify(store::Database& db) {
  return db.read([&](soci::session& sql) -> Result<std::int64_t> {
    std::string before, hash;
    Row row;
    std::int64_t count = 0;
    soci::statement query =
        (sql.prepare << "SELECT id, at, actor, action, object, detail, hash FROM audit ORDER BY id", soci::into(row.id),
         soci::into(row.at), soci::into(row.entry.actor), soci::into(row.entry.action), soci::into(row.entry.object),
         soci::into(row.entry.detail), soci::into(hash));
    query.execute();
    while (query.fetch()) {
      if (chain_hash(before, row.at, row.entry) != hash)
        return fail(Errc::state, fmt::format("audit row {} does not fit its chain", row.id));
      before = hash;
      ++count;
    }
    return count;
  });
}

}  // namespace resonanz::audit
