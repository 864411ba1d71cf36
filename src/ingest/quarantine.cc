#include "ingest/quarantine.h"

#include "ingest/ledger.h"
#include "text/utf8.h"

namespace resonanz::ingest {
namespace {

constexpr std::size_t kPreview = 400;
constexpr int kAtOnce = 500;

constexpr const char* kSelected = "(:s = 0 OR source_id = :s2) AND (:c = '' OR code = :c2) ";

std::string code_name(const Selection& selection) {
  return selection.code ? std::string(code_of(*selection.code)) : "";
}

}  // namespace

struct QuarantineRow {
  Id source = 0;
  std::string op, native_id, revision, code, payload;
  TimeUs received = 0;
};

namespace {

Result<QuarantineRow> take(soci::session& sql, Id id) {
  QuarantineRow row;
  sql << "SELECT source_id, op, native_id_sealed, revision, code, payload_sealed, received_at FROM quarantine "
         "WHERE id = :id",
      soci::use(id), soci::into(row.source), soci::into(row.op), soci::into(row.native_id), soci::into(row.revision),
      soci::into(row.code), soci::into(row.payload), soci::into(row.received);
  if (!sql.got_data()) return fail(Errc::not_found);
  sql << "DELETE FROM quarantine WHERE id = :id", soci::use(id);
  count(sql, row.source, "quarantined", row.code, -1);
  return row;
}

void put_back(soci::session& sql, const QuarantineRow& row) {
  sql << "INSERT INTO journal (source_id, op, native_id_sealed, revision, payload_sealed, received_at) "
         "VALUES (:s, :o, :n, :r, :p, :t)",
      soci::use(row.source), soci::use(row.op), soci::use(row.native_id), soci::use(row.revision),
      soci::use(row.payload), soci::use(row.received);
}

void count_discarded(soci::session& sql, const QuarantineRow& row) { count(sql, row.source, "filtered", "discarded"); }

Result<std::vector<Id>> next_ids(soci::session& sql, const Selection& selection, Id after, Id last) {
  const std::string code = code_name(selection);
  std::vector<Id> ids;
  Id id = 0;
  soci::statement query = (sql.prepare << std::string("SELECT id FROM quarantine WHERE ") + kSelected +
                                              "AND id > :a AND id <= :l ORDER BY id LIMIT :n",
                           soci::use(selection.source), soci::use(selection.source), soci::use(code), soci::use(code),
                           soci::use(after), soci::use(last), soci::use(kAtOnce), soci::into(id));
  query.execute();
  while (query.fetch()) ids.push_back(id);
  return ids;
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

Result<std::vector<Quarantined>> Quarantine::list(const Selection& selection, Id before, int limit) {
  const std::string wanted = code_name(selection);
  return db_.read([&](soci::session& sql) -> Result<std::vector<Quarantined>> {
    std::vector<Quarantined> out;
    Quarantined row{.reason = fail(Errc::internal)};
    std::string code, payload;
    soci::statement query =
        (sql.prepare
             << std::string(
                    "SELECT id, source_id, code, detail, payload_sealed, size, received_at FROM quarantine WHERE ") +
                    kSelected + "AND (:b = 0 OR id < :b2) ORDER BY id DESC LIMIT :n",
         soci::use(selection.source), soci::use(selection.source), soci::use(wanted), soci::use(wanted),
         soci::use(before), soci::use(before), soci::use(limit), soci::into(row.id), soci::into(row.source),
         soci::into(code), soci::into(row.reason.detail), soci::into(payload), soci::into(row.size),
         soci::into(row.received_at));
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

Status Quarantine::one(Id id, const audit::Entry& entry, TimeUs now, const Act& act) {
  return db_.write([&](soci::session& sql) -> Status {
    TRY(const QuarantineRow row, take(sql, id));
    act(sql, row);
    audit::append(sql, now, {entry.actor, entry.action, "item " + id_text(id), row.code, entry.note});
    return done();
  });
}

Result<std::int64_t> Quarantine::all(const Selection& selection, const audit::Entry& entry, TimeUs now,
                                     const Act& act) {
  // What comes back unread gets a larger id and is not taken a second time.
  Id after = 0, last = 0;
  CHECK_OK(db_.read([&](soci::session& sql) -> Status {
    return sql << "SELECT COALESCE(max(id), 0) FROM quarantine", soci::into(last), done();
  }));
  std::int64_t total = 0;
  while (true) {
    TRY(const auto ids, db_.write([&](soci::session& sql) -> Result<std::vector<Id>> {
      TRY(auto some, next_ids(sql, selection, after, last));
      for (Id id : some) {
        TRY(const QuarantineRow row, take(sql, id));
        act(sql, row);
      }
      if (!some.empty())
        audit::append(sql, now,
                      {entry.actor, entry.action, fmt::format("items {} to {}", some.front(), some.back()),
                       fmt::format("{} items {}", some.size(), entry.detail), entry.note});
      return some;
    }));
    if (ids.empty()) return total;
    total += static_cast<std::int64_t>(ids.size());
    after = ids.back();
  }
}

Status Quarantine::replay(Id id, const std::string& actor, TimeUs now) {
  return one(id, {actor, "quarantine.replay", "", ""}, now, put_back);
}

Status Quarantine::discard(Id id, const std::string& reason, const std::string& actor, TimeUs now) {
  return one(id, {actor, "quarantine.discard", "", "", reason}, now, count_discarded);
}

Result<std::int64_t> Quarantine::replay_all(const Selection& selection, const std::string& actor, TimeUs now) {
  return all(selection, {actor, "quarantine.replay", "", code_name(selection)}, now, put_back);
}

Result<std::int64_t> Quarantine::discard_all(const Selection& selection, const std::string& reason,
                                             const std::string& actor, TimeUs now) {
  return all(selection, {actor, "quarantine.discard", "", "", reason}, now, count_discarded);
}

}  // namespace resonanz::ingest
