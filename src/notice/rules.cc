#include "notice/rules.h"

#include "notice/post_rules.h"

#include "audit/audit.h"
#include "listen/parse.h"

namespace resonanz::notice {
namespace {

constexpr int kLongestCooldown = 7 * 24 * 60;
constexpr std::size_t kLongestName = 200, kLongestWords = 10'000;

Status check(soci::session& sql, const Rule& rule) {
  if (rule.name.empty() || rule.name.size() > kLongestName) return fail(Errc::value, "name");
  if (rule.cooldown_minutes < 0 || rule.cooldown_minutes > kLongestCooldown)
    return fail(Errc::value, "cooldown_minutes");
  if (rule.kind == Rule::Kind::reach && rule.reach < 1) return fail(Errc::value, "reach");
  if (rule.words.size() > kLongestWords) return fail(Errc::value, "words");
  if (rule.kind == Rule::Kind::words) {
    const auto parsed = listen::parse(rule.words, listen::Rules::live);
    if (!parsed) return parsed.error();
  }
  int known = 0;
  if (rule.query != 0) {
    sql << "SELECT count(*) FROM queries WHERE id = :q AND deleted_at IS NULL", soci::use(rule.query),
        soci::into(known);
    if (known == 0) return fail(Errc::not_found);
  }
  for (const Id target : rule.targets) {
    sql << "SELECT count(*) FROM alert_targets WHERE id = :t AND ended_at IS NULL", soci::use(target),
        soci::into(known);
    if (known == 0) return fail(Errc::not_found);
  }
  return done();
}

void put_targets(soci::session& sql, const Rule& rule) {
  sql << "DELETE FROM alert_rule_targets WHERE rule_id = :r", soci::use(rule.id);
  for (const Id target : rule.targets)
    sql << "INSERT OR IGNORE INTO alert_rule_targets (rule_id, target_id) VALUES (:r, :t)", soci::use(rule.id),
        soci::use(target);
}

std::vector<Id> targets_of(soci::session& sql, Id rule) {
  std::vector<Id> out;
  Id target = 0;
  soci::statement select = (sql.prepare << "SELECT target_id FROM alert_rule_targets WHERE rule_id = :r ORDER BY 1",
                            soci::use(rule), soci::into(target));
  select.execute();
  while (select.fetch()) out.push_back(target);
  return out;
}

std::vector<Rule> select_rules(soci::session& sql, const std::string& where) {
  std::vector<Rule> out;
  Rule row;
  std::string kind, sensitivity, schedule;
  int active = 0;
  soci::statement select =
      (sql.prepare << "SELECT id, query_id, name, kind, sensitivity, words, reach, cooldown_minutes, schedule, active, "
                      "version, created_by, position, updated_at FROM alert_rules WHERE deleted_at IS NULL AND " +
                          where + " ORDER BY id",
       soci::into(row.id), soci::into(row.query), soci::into(row.name), soci::into(kind), soci::into(sensitivity),
       soci::into(row.words), soci::into(row.reach), soci::into(row.cooldown_minutes), soci::into(schedule),
       soci::into(active), soci::into(row.version), soci::into(row.created_by), soci::into(row.position),
       soci::into(row.updated_at));
  select.execute();
  while (select.fetch()) {
    row.kind = parse_kind(kind).value_or(Rule::Kind::volume);
    row.sensitivity = parse_sensitivity(sensitivity).value_or(Sensitivity::medium);
    row.active = active != 0;
    const auto when = read_schedule(schedule);
    row.schedule = when ? *when : Schedule{};
    out.push_back(row);
  }
  for (Rule& rule : out) rule.targets = targets_of(sql, rule.id);
  return out;
}

Result<Rule> one(soci::session& sql, Id id) {
  const auto found = select_rules(sql, fmt::format("id = {}", id));
  if (found.empty()) return fail(Errc::not_found);
  return found.front();
}

}  // namespace

std::vector<Rule> load_rules(soci::session& sql, bool only_active) {
  return select_rules(sql, only_active ? "active = 1" : "1 = 1");
}

Result<std::vector<Rule>> Rules::list() {
  return db_.read([](soci::session& sql) -> Result<std::vector<Rule>> { return load_rules(sql, false); });
}

Result<Rule> Rules::find(Id id) {
  return db_.read([&](soci::session& sql) { return one(sql, id); });
}

Result<Rule> Rules::add(const Rule& rule, Id user, TimeUs now) {
  return db_.write([&](soci::session& sql) -> Result<Rule> {
    CHECK_OK(check(sql, rule));
    Rule made = rule;
    made.id = next_id(now);
    const std::string kind(name_of(rule.kind)), sensitivity(name_of(rule.sensitivity)),
        schedule = write_schedule(rule.schedule);
    const int active = rule.active;
    const Id position = newest_place(sql);
    sql << "INSERT INTO alert_rules (id, query_id, name, kind, sensitivity, words, reach, cooldown_minutes, schedule, "
           "active, position, created_by, created_at, updated_at) VALUES (:i, :q, :n, :k, :s, :w, :r, :c, :sc, :a, "
           ":p, :u, :now, :now2)",
        soci::use(made.id), soci::use(rule.query), soci::use(rule.name), soci::use(kind), soci::use(sensitivity),
        soci::use(rule.words), soci::use(rule.reach), soci::use(rule.cooldown_minutes), soci::use(schedule),
        soci::use(active), soci::use(position), soci::use(user), soci::use(now), soci::use(now);
    put_targets(sql, made);
    audit::append(sql, now, {id_text(user), "alert_rule.add", "alert_rule " + id_text(made.id), kind});
    return one(sql, made.id);
  });
}

Result<Rule> Rules::change(const Rule& rule, Id user, TimeUs now) {
  return db_.write([&](soci::session& sql) -> Result<Rule> {
    TRY(const Rule before, one(sql, rule.id));
    if (before.version != rule.version) return fail(Errc::conflict);
    CHECK_OK(check(sql, rule));
    const std::string kind(name_of(rule.kind)), sensitivity(name_of(rule.sensitivity)),
        schedule = write_schedule(rule.schedule);
    const int active = rule.active;
    // What came while it was off or sought something else is not told later.
    const bool anew = !before.active || before.query != rule.query || before.kind != rule.kind;
    sql << "UPDATE alert_rules SET query_id = :q, name = :n, kind = :k, sensitivity = :s, words = :w, reach = :r, "
           "cooldown_minutes = :c, schedule = :sc, active = :a, version = version + 1, updated_at = :now WHERE id = :i",
        soci::use(rule.query), soci::use(rule.name), soci::use(kind), soci::use(sensitivity), soci::use(rule.words),
        soci::use(rule.reach), soci::use(rule.cooldown_minutes), soci::use(schedule), soci::use(active), soci::use(now),
        soci::use(rule.id);
    const Id position = newest_place(sql);
    if (anew) sql << "UPDATE alert_rules SET position = :p WHERE id = :i", soci::use(position), soci::use(rule.id);
    put_targets(sql, rule);
    audit::append(sql, now, {id_text(user), "alert_rule.change", "alert_rule " + id_text(rule.id), kind});
    return one(sql, rule.id);
  });
}

Status Rules::remove(Id id, Id user, TimeUs now) {
  return db_.write([&](soci::session& sql) -> Status {
    TRY(const Rule rule, one(sql, id));
    sql << "UPDATE alert_rules SET deleted_at = :now, active = 0 WHERE id = :i", soci::use(now), soci::use(rule.id);
    audit::append(sql, now, {id_text(user), "alert_rule.remove", "alert_rule " + id_text(id), ""});
    return done();
  });
}

}  // namespace resonanz::notice
