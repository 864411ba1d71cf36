#include "stream/embedded/embedded_journal.h"

namespace resonanz::stream {
namespace {

using privacy::Purpose;

class EmbeddedJournal : public Journal {
 public:
  EmbeddedJournal(store::Database& db, const privacy::Keys& keys) : db_(db), keys_(keys) {}

  Status append(const Advance& advance, const std::vector<Item>& items, TimeUs now) override {
    return db_.write([&](soci::session& sql) -> Status {
      if (!items.empty()) insert(sql, advance.source, items, now);
      if (advance.cursor) move_cursor(sql, advance, now);
      return done();
    });
  }

  Result<std::string> cursor(Id source) override {
    return db_.read([&](soci::session& sql) -> Result<std::string> {
      std::string value;
      sql << "SELECT value FROM cursors WHERE source_id = :id", soci::use(source), soci::into(value);
      return sql.got_data() ? value : std::string();
    });
  }

  Result<std::vector<Entry>> next(std::size_t limit) override {
    return db_.read([&](soci::session& sql) -> Result<std::vector<Entry>> {
      std::vector<Entry> entries;
      Entry row;
      std::string op, native_id, payload, code, detail;
      TimeUs happened = 0;
      soci::indicator happened_set;
      const int most = static_cast<int>(limit);
      soci::statement query =
          (sql.prepare << "SELECT id, source_id, op, native_id_sealed, revision, payload_sealed, problem_code, "
                          "problem_detail, received_at, happened_at FROM journal ORDER BY id LIMIT :n",
           soci::use(most), soci::into(row.sequence), soci::into(row.source), soci::into(op), soci::into(native_id),
           soci::into(row.item.revision), soci::into(payload), soci::into(code), soci::into(detail),
           soci::into(row.received_at), soci::into(happened, happened_set));
      query.execute();
      while (query.fetch()) {
        row.item.op = op_from(op).value_or(Op::upsert);
        TRY(row.item.native_id, keys_.open(Purpose::journal, native_id));
        TRY(row.item.payload, keys_.open(Purpose::journal, payload));
        row.item.happened_at = happened_set == soci::i_ok ? std::optional(happened) : std::nullopt;
        row.item.problem.reset();
        if (const auto errc = errc_from_code(code)) row.item.problem = fail(*errc, detail);
        entries.push_back(row);
      }
      return entries;
    });
  }

  Result<std::int64_t> pending(Id source) override {
    return db_.read([&](soci::session& sql) -> Result<std::int64_t> {
      std::int64_t count = 0;
      sql << "SELECT count(*) FROM journal WHERE source_id = :id OR :all = 0", soci::use(source), soci::use(source),
          soci::into(count);
      return count;
    });
  }

  bool holds(soci::session& sql, const Entry& entry) override {
    int n = 0;
    sql << "SELECT count(*) FROM journal WHERE id = :id", soci::use(entry.sequence), soci::into(n);
    return n > 0;
  }

  void finish(soci::session& sql, const std::vector<Entry>& entries) override {
    std::int64_t sequence = 0;
    soci::statement remove = (sql.prepare << "DELETE FROM journal WHERE id = :id", soci::use(sequence));
    for (const Entry& entry : entries) {
      sequence = entry.sequence;
      remove.execute(true);
    }
  }

 private:
  void insert(soci::session& sql, Id source, const std::vector<Item>& items, TimeUs now) {
    std::string op, native_id, revision, payload, code, detail;
    TimeUs happened = 0;
    soci::indicator happened_set = soci::i_null;
    soci::statement row =
        (sql.prepare << "INSERT INTO journal (source_id, op, native_id_sealed, revision, payload_sealed, problem_code, "
                        "problem_detail, received_at, happened_at) VALUES (:s, :o, :n, :r, :p, :c, :d, :t, :h)",
         soci::use(source), soci::use(op), soci::use(native_id), soci::use(revision), soci::use(payload),
         soci::use(code), soci::use(detail), soci::use(now), soci::use(happened, happened_set));
    for (const Item& item : items) {
      op = name_of(item.op);
      native_id = keys_.seal(Purpose::journal, item.native_id);
      revision = item.revision;
      payload = keys_.seal(Purpose::journal, item.payload);
      code = item.problem ? code_of(item.problem->code) : "";
      detail = item.problem ? item.problem->detail : "";
      happened = item.happened_at.value_or(0);
      happened_set = item.happened_at ? soci::i_ok : soci::i_null;
      row.execute(true);
    }
    const auto count = static_cast<std::int64_t>(items.size());
    sql << "INSERT INTO ledger (source_id, outcome, reason, count) VALUES (:s, 'received', '', :n) "
           "ON CONFLICT (source_id, outcome, reason) DO UPDATE SET count = ledger.count + excluded.count",
        soci::use(source), soci::use(count);
  }

  /// A cursor that moved means that the source answered: earlier errors are over.
  void move_cursor(soci::session& sql, const Advance& advance, TimeUs now) {
    soci::indicator has_latest = advance.latest ? soci::i_ok : soci::i_null;
    const TimeUs latest = advance.latest.value_or(0);
    sql << "INSERT INTO cursors (source_id, value, last_event_at, last_ok_at, gap) VALUES (:s, :v, :l, :now, :g) "
           "ON CONFLICT (source_id) DO UPDATE SET value = excluded.value, "
           "last_event_at = COALESCE(excluded.last_event_at, cursors.last_event_at), last_ok_at = excluded.last_ok_at, "
           "gap = CASE WHEN excluded.gap = '' THEN cursors.gap ELSE excluded.gap END, "
           "error_code = '', error_detail = '', error_at = NULL, failures = 0, next_try_at = NULL",
        soci::use(advance.source), soci::use(*advance.cursor), soci::use(latest, has_latest), soci::use(now),
        soci::use(advance.gap);
  }

  store::Database& db_;
  const privacy::Keys& keys_;
};

}  // namespace

std::unique_ptr<Journal> make_embedded_journal(store::Database& db, const privacy::Keys& keys) {
  return std::make_unique<EmbeddedJournal>(db, keys);
}

}  // namespace resonanz::stream
