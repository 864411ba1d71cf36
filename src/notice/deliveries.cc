#include "notice/deliveries.h"

#include <array>

#include "audit/audit.h"

namespace resonanz::notice {
namespace {

/// Between tries, in minutes: a day and a half in all.
constexpr std::array kPauses{0.1, 1.0, 5.0, 30.0, 120.0, 300.0, 600.0, 1080.0};

}  // namespace

Result<std::vector<Telling>> Deliveries::select(const std::string& where) {
  return db_.read([&](soci::session& sql) -> Result<std::vector<Telling>> {
    std::vector<Telling> out;
    Telling row;
    TimeUs tried = 0, sent = 0;
    soci::indicator tried_set, sent_set, alert_set, notice_set;
    soci::statement query =
        (sql.prepare
             << "SELECT d.id, d.alert_id, d.notice_id, d.target_id, t.name, t.kind, d.state, d.attempts, d.status, d.created_at, "
                "d.not_before, d.tried_at, d.sent_at, d.error_code, d.error_detail FROM alert_deliveries d JOIN "
                "alert_targets t ON t.id = d.target_id WHERE " +
                    where,
         soci::into(row.id), soci::into(row.alert, alert_set), soci::into(row.notice, notice_set),
         soci::into(row.target), soci::into(row.target_name), soci::into(row.target_kind), soci::into(row.state),
         soci::into(row.attempts), soci::into(row.status), soci::into(row.created_at), soci::into(row.not_before),
         soci::into(tried, tried_set), soci::into(sent, sent_set), soci::into(row.error_code),
         soci::into(row.error_detail));
    query.execute();
    while (query.fetch()) {
      if (alert_set != soci::i_ok) row.alert = 0;
      if (notice_set != soci::i_ok) row.notice = 0;
      row.tried_at = tried_set == soci::i_ok ? std::optional(tried) : std::nullopt;
      row.sent_at = sent_set == soci::i_ok ? std::optional(sent) : std::nullopt;
      out.push_back(row);
    }
    return out;
  });
}

Result<std::vector<Telling>> Deliveries::list(Id before, int limit) {
  const std::string below = before > 0 ? fmt::format("d.id < {}", before) : "1 = 1";
  return select(fmt::format("{} ORDER BY d.id DESC LIMIT {}", below, limit));
}

Result<std::vector<Telling>> Deliveries::due(int limit) {
  return select(fmt::format("d.state = 'queued' AND d.not_before <= {} ORDER BY d.not_before, d.id LIMIT {}",
                            clock_.now(), limit));
}

Status Deliveries::sent(Id id, int status) {
  const TimeUs now = clock_.now();
  return db_.write([&](soci::session& sql) -> Status {
    sql << "UPDATE alert_deliveries SET state = 'sent', attempts = attempts + 1, sent_at = :n, tried_at = :n2, "
           "status = :s, error_code = '', error_detail = '' WHERE id = :i",
        soci::use(now), soci::use(now), soci::use(status), soci::use(id);
    audit::append(sql, now, {"system", "alert.tell", "alert_delivery " + id_text(id), ""});
    return done();
  });
}

Status Deliveries::failed(const Telling& telling, const Error& error, int status, bool final) {
  const TimeUs now = clock_.now();
  const auto tried = static_cast<std::size_t>(telling.attempts);
  const bool over = final || tried >= kPauses.size();
  TimeUs pause = over ? 0 : static_cast<TimeUs>(kPauses[tried] * static_cast<double>(kMinuteUs));
  if (error.retry_after_s) pause = std::max(pause, *error.retry_after_s * kSecondUs);
  const TimeUs not_before = now + pause;
  const std::string state = over ? "failed" : "queued", code(code_of(error.code));
  return db_.write([&](soci::session& sql) -> Status {
    sql << "UPDATE alert_deliveries SET state = :st, attempts = attempts + 1, tried_at = :n, not_before = :nb, "
           "status = :s, error_code = :c, error_detail = :d WHERE id = :i AND state = 'queued'",
        soci::use(state), soci::use(now), soci::use(not_before), soci::use(status), soci::use(code),
        soci::use(error.detail), soci::use(telling.id);
    if (over) audit::append(sql, now, {"system", "alert.tell_failed", "alert_delivery " + id_text(telling.id), code});
    return done();
  });
}

Status Deliveries::replay(Id id, Id user) {
  const TimeUs now = clock_.now();
  return db_.write([&](soci::session& sql) -> Status {
    int known = 0, there = 0;
    sql << "SELECT count(*), COALESCE(SUM(t.ended_at IS NULL), 0) FROM alert_deliveries d JOIN alert_targets t ON "
           "t.id = d.target_id WHERE d.id = :i",
        soci::use(id), soci::into(known), soci::into(there);
    if (known == 0) return fail(Errc::not_found);
    if (there == 0) return fail(Errc::gone);
    sql << "UPDATE alert_deliveries SET state = 'queued', attempts = 0, not_before = :n, error_code = '', "
           "error_detail = '' WHERE id = :i",
        soci::use(now), soci::use(id);
    audit::append(sql, now, {id_text(user), "alert.replay", "alert_delivery " + id_text(id), ""});
    return done();
  });
}

}  // namespace resonanz::notice
