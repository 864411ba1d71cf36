#include "ingest/quarantine.h"

#include "audit/audit.h"
#include "ingest/ledger.h"
#include "text/utf8.h"

namespace resonanz::ingest {
namespace {

constexpr std::size_t kPreview = 400;

struct Row {
  Id source = 0;
  std::string op, native_id, revision, code, payload;
  TimeUs received = 0;
};

Result<Row> take(soci::session& sql, Id id) {
  Row row;
  sql << "SELECT source_id, op, native_id_sealed, revision, code, payload_sealed, received_at FROM quarantine "
         "WHERE id = :id",
      soci::use(id), soci::into(row.source), soci::into(row.op), soci::into(row.native_id), soci::into(row.revision),
      soci::into(row.code), soci::into(row.payload), soci::into(row.received);
  if (!sql.got_data()) return fail(Errc::not_found);
  sql << "DELETE FROM quarantine WHERE id = :id", soci::use(id);
  count(sql, row.source, "quarantined", row.code, -1);
  return row;
}

}  // namespace

void Quarantine::keep(soci::session& sql, const stream::Entry& entry, const Error& reason) {
  const Id id = next_id(entry.received_at);
  const std::string op(name_of(entry.item.op)), code(code_of(reason.code));
  const std::string native = keys_.seal(privacy::Purpose::journal, entry.item.native_id);
  const std::string payload = keys_.seal(privacy::Purpose::journal, entry.item.payload);
  const auto size = static_cast<std::int64_t>(entry.item.payload.size());
  sql << "INSERT INTO quarantine (id, source_id, op, native_id_sealed, revision, code, detail, payload_sealed, size, "
         "received_at) VALUES (:id, :s, :o, :n, :r, :c, :d, :p, :z, :t)",
      soci::use(id), soci::use(entry.source), soci::use(op), soci::use(native), soci::use(entry.item.revision),
      soci::use(code), soci::use(reason.detail), soci::use(payload), soci::use(size), soci::use(entry.received_at);
  count(sql, entry.source, "quarantined", code);
}

Result<std::vector<Quarantined>> Quarantine::list(Id source, Id before, int limit) {
  return db_.read([&](soci::session& sql) -> Result<std::vector<Quarantined>> {
    std::vector<Quarantined> out;
    Quarantined row{.reason = fail(Errc::internal)};
    std::string code, payload;
    soci::statement query =
        (sql.prepare << "SELECT id, source_id, code, detail, payload_sealed, size, received_at FROM quarantine "
                        "WHERE (:s = 0 OR source_id = :s2) AND (:b = 0 OR id < :b2) ORDER BY id DESC LIMIT :n",
         soci::use(source), soci::use(source), soci::use(before), soci::use(before), soci::use(limit),
         soci::into(row.id), soci::into(row.source), soci::into(code), soci::into(row.reason.detail),
         soci::into(payload), soci::into(row.size), soci::into(row.received_at));
    query.execute();
    while (query.fetch()) {
      row.reason.code = errc_from_code(code).value_or(Errc::internal);
      TRY(const std::string bytes, keys_.open(privacy::Purpose::journal, payload));
      row.preview = text::to_valid_utf8(std::string_view(bytes).substr(0, kPreview));
      out.push_back(row);
    }
    return out;
  });
}

Result<std::int64_t> Quarantine::size() {
  return db_.read([](soci::session& sql) -> Result<std::int64_t> {
    std::int64_t n = 0;
    sql << "SELECT count(*) FROM quarantine", soci::into(n);
    return n;
  });
}

Status Quarantine::replay(Id id, const std::string& actor, TimeUs now) {
  return db_.write([&](soci::session& sql) -> Status {
    TRY(const Row row, take(sql, id));
    sql << "INSERT INTO journal (source_id, op, native_id_sealed, revision, payload_sealed, received_at) "
           "VALUES (:s, :o, :n, :r, :p, :t)",
        soci::use(row.source), soci::use(row.op), soci::use(row.native_id), soci::use(row.revision),
        soci::use(row.payload), soci::use(row.received);
    audit::append(sql, now, {actor, "quarantine.replay", "item " + id_text(id), row.code});
    return done();
  });
}

Status Quarantine::discard(Id id, const std::string& reason, const std::string& actor, TimeUs now) {
  return db_.write([&](soci::session& sql) -> Status {
    TRY(const Row row, take(sql, id));
    count(sql, row.source, "filtered", "discarded");
    audit::append(sql, now, {actor, "quarantine.discard", "item " + id_text(id), "", reason});
    return done();
  });
}

}  // namespace resonanz::ingest
