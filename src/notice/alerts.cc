#include "notice/alerts.h"

#include "audit/audit.h"
#include "store/perhaps.h"

namespace resonanz::notice {
namespace {

constexpr double kUsual = 0.95;  // the interval that is shown as usual

std::vector<Id> posts_of(soci::session& sql, Id alert) {
  std::vector<Id> out;
  Id mention = 0;
  soci::statement select =
      (sql.prepare
           << "SELECT p.mention_id FROM alert_posts p JOIN mentions m ON m.id = p.mention_id WHERE p.alert_id = :a "
              "AND m.deleted_at IS NULL ORDER BY 1 DESC",
       soci::use(alert), soci::into(mention));
  select.execute();
  while (select.fetch()) out.push_back(mention);
  return out;
}

std::vector<Alert> select_alerts(soci::session& sql, const std::string& where) {
  std::vector<Alert> out;
  Alert row;
  std::string kind;
  store::Perhaps<double> expected, low, high, share, usual, z;
  soci::indicator seen_set, by_set;
  soci::statement select =
      (sql.prepare
           << "SELECT a.id, a.rule_id, r.query_id, r.name, r.kind, a.cause, a.at, a.from_at, a.to_at, a.count, a.expected, "
              "a.usual_low, a.usual_high, a.share, a.usual_share, a.z, a.baseline_hours, a.seen_by, a.feedback, "
              "a.feedback_by FROM alerts a JOIN alert_rules r ON r.id = a.rule_id WHERE " +
                  where,
       soci::into(row.id), soci::into(row.rule), soci::into(row.query), soci::into(row.rule_name), soci::into(kind),
       soci::into(row.cause), soci::into(row.at), soci::into(row.from), soci::into(row.to), soci::into(row.count),
       soci::into(expected.value, expected.set), soci::into(low.value, low.set), soci::into(high.value, high.set),
       soci::into(share.value, share.set), soci::into(usual.value, usual.set), soci::into(z.value, z.set),
       soci::into(row.baseline_hours), soci::into(row.seen_by, seen_set), soci::into(row.feedback),
       soci::into(row.feedback_by, by_set));
  select.execute();
  while (select.fetch()) {
    row.kind = parse_kind(kind).value_or(Rule::Kind::volume);
    row.expected = expected.get(), row.usual_low = low.get(), row.usual_high = high.get();
    row.share = share.get(), row.usual_share = usual.get(), row.z = z.get();
    if (seen_set != soci::i_ok) row.seen_by = 0;
    if (by_set != soci::i_ok) row.feedback_by = 0;
    out.push_back(row);
  }
  for (Alert& alert : out) alert.posts = posts_of(sql, alert.id);
  return out;
}

void put_verdict(soci::session& sql, Id alert, const Verdict& verdict, bool with_share) {
  const Interval usual = interval(verdict.expected, kUsual);
  sql << "UPDATE alerts SET expected = :e, usual_low = :l, usual_high = :h, baseline_hours = :b WHERE id = :i",
      soci::use(verdict.expected.mean), soci::use(usual.low), soci::use(usual.high), soci::use(verdict.baseline_hours),
      soci::use(alert);
  if (with_share)
    sql << "UPDATE alerts SET share = :s, usual_share = :u, z = :z WHERE id = :i", soci::use(verdict.share),
        soci::use(verdict.usual_share), soci::use(verdict.z), soci::use(alert);
}

}  // namespace

Id raise_alert(soci::session& sql, const Rule& rule, const Cause& cause, TimeUs now) {
  int known = 0;
  sql << "SELECT count(*) FROM alerts WHERE rule_id = :r AND cause = :c", soci::use(rule.id), soci::use(cause.key),
      soci::into(known);
  if (known > 0) return 0;
  const Id id = next_id(now);
  sql << "INSERT INTO alerts (id, rule_id, cause, at, from_at, to_at, count) VALUES (:i, :r, :c, :now, :f, :t, :n)",
      soci::use(id), soci::use(rule.id), soci::use(cause.key), soci::use(now), soci::use(cause.from),
      soci::use(cause.to), soci::use(cause.count);
  if (cause.verdict) put_verdict(sql, id, *cause.verdict, rule.kind == Rule::Kind::negative);
  for (const Id post : cause.posts)
    sql << "INSERT OR IGNORE INTO alert_posts (alert_id, mention_id) SELECT :a, id FROM mentions WHERE id = :m",
        soci::use(id), soci::use(post);
  for (const Id post : cause.raised)
    sql << "INSERT OR IGNORE INTO alert_raised (rule_id, mention_id) SELECT :r, id FROM mentions WHERE id = :m",
        soci::use(rule.id), soci::use(post);
  const TimeUs not_before = next_open(rule.schedule, now);
  for (const Id target : rule.targets) {
    const Id delivery = next_id(now);
    sql << "INSERT INTO alert_deliveries (id, alert_id, target_id, state, created_at, not_before) VALUES (:i, :a, :t, "
           "'queued', :now, :nb)",
        soci::use(delivery), soci::use(id), soci::use(target), soci::use(now), soci::use(not_before);
  }
  audit::append(sql, now, {"system", "alert.raise", "alert " + id_text(id), "alert_rule " + id_text(rule.id)});
  return id;
}

TimeUs last_raised(soci::session& sql, Id rule) {
  TimeUs at = 0;
  sql << "SELECT COALESCE(MAX(at), 0) FROM alerts WHERE rule_id = :r", soci::use(rule), soci::into(at);
  return at;
}

Result<std::vector<Alert>> Alerts::list(Id before, int limit) {
  return db_.read([&](soci::session& sql) -> Result<std::vector<Alert>> {
    const std::string below = before > 0 ? fmt::format("a.id < {}", before) : "1 = 1";
    return select_alerts(sql, fmt::format("{} ORDER BY a.id DESC LIMIT {}", below, limit));
  });
}

Result<Alert> Alerts::find(Id id) {
  return db_.read([&](soci::session& sql) -> Result<Alert> {
    const auto found = select_alerts(sql, fmt::format("a.id = {}", id));
    if (found.empty()) return fail(Errc::not_found);
    return found.front();
  });
}

Result<std::int64_t> Alerts::unseen() {
  return db_.read([](soci::session& sql) -> Result<std::int64_t> {
    std::int64_t n = 0;
    sql << "SELECT count(*) FROM alerts WHERE seen_at IS NULL", soci::into(n);
    return n;
  });
}

Status Alerts::judge(Id id, const std::string& feedback, Id user, TimeUs now) {
  if (feedback != "" && feedback != "real" && feedback != "noise") return fail(Errc::value, "feedback");
  CHECK_OK(see(id, user, now));
  return db_.write([&](soci::session& sql) -> Status {
    sql << "UPDATE alerts SET feedback = :f, feedback_by = :u, feedback_at = :now WHERE id = :i", soci::use(feedback),
        soci::use(user), soci::use(now), soci::use(id);
    audit::append(sql, now, {id_text(user), "alert.judge", "alert " + id_text(id), feedback});
    return done();
  });
}

Status Alerts::see(Id id, Id user, TimeUs now) {
  return db_.write([&](soci::session& sql) -> Status {
    int known = 0, seen = 0;
    sql << "SELECT count(*), COUNT(seen_at) FROM alerts WHERE id = :i", soci::use(id), soci::into(known),
        soci::into(seen);
    if (known == 0) return fail(Errc::not_found);
    if (seen > 0) return done();
    sql << "UPDATE alerts SET seen_by = :u, seen_at = :now WHERE id = :i", soci::use(user), soci::use(now),
        soci::use(id);
    audit::append(sql, now, {id_text(user), "alert.see", "alert " + id_text(id), ""});
    return done();
  });
}

Result<Precision> Alerts::precision_of(Id rule) {
  return db_.read([&](soci::session& sql) -> Result<Precision> {
    Precision out;
    sql << "SELECT COALESCE(SUM(feedback = 'real'), 0), COALESCE(SUM(feedback <> ''), 0), count(*) FROM alerts WHERE rule_id = :r",
        soci::use(rule), soci::into(out.real), soci::into(out.judged), soci::into(out.raised);
    return out;
  });
}

}  // namespace resonanz::notice
