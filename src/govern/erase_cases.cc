#include "cases/case_rows.h"
#include "govern/erase.h"

namespace resonanz::govern {
namespace {

std::vector<Id> cases_of(const Erasure& e) {
  std::set<Id> found;
  Id id = 0;
  for (const auto& ref : e.person.refs) {
    soci::statement query =
        (e.sql.prepare << "SELECT id FROM cases WHERE author_ref = :r", soci::use(ref), soci::into(id));
    query.execute();
    while (query.fetch()) found.insert(id);
  }
  soci::statement query =
      (e.sql.prepare << "SELECT id FROM cases WHERE mention_id IN " + id_list(e.person.mentions), soci::into(id));
  query.execute();
  while (query.fetch()) found.insert(id);
  return {found.begin(), found.end()};
}

std::int64_t run(soci::session& sql, const std::string& statement) {
  soci::statement prepared = (sql.prepare << statement);
  prepared.execute(true);
  return prepared.get_affected_rows();
}

/// What colleagues wrote goes; who did what when stays. "assigned" begins with the new colleague's id.
std::int64_t blank_events(soci::session& sql, const std::string& in) {
  return run(sql,
             "UPDATE case_events SET text = CASE WHEN kind = 'assigned' AND instr(text, ' ') > 0 "
             "THEN substr(text, 1, instr(text, ' ')) ELSE '' END "
             "WHERE text <> '' AND kind NOT IN ('taken', 'snoozed') AND case_id IN " +
                 in);
}

}  // namespace

Status erase_cases(Erasure& e) {
  const auto cases = cases_of(e);
  const std::string in = id_list(cases), posts = id_list(e.person.mentions);
  e.counts["outbox"] +=
      run(e.sql,
          "UPDATE outbox SET text = '', url = '', native_id = '', error_detail = '', state = CASE WHEN state IN "
          "('queued', 'unknown', 'failed') THEN 'cancelled' ELSE state END "
          "WHERE case_id IN " +
              in + " OR reply_to IN " + posts);
  e.counts["promises"] += run(e.sql, "UPDATE promises SET text = '' WHERE case_id IN " + in);
  e.counts["case_events"] += blank_events(e.sql, in);
  for (const Id id : cases) {
    e.sql
        << "UPDATE cases SET draft_text = '', draft_version = draft_version + 1, author_ref = '', state = 'closed', "
           "closed_at = COALESCE(closed_at, :now), sealed_at = COALESCE(sealed_at, :now2), snoozed_until = NULL WHERE id = :id",
        soci::use(e.now), soci::use(e.now), soci::use(id);
    cases::add_event(e.sql, id, e.now, 0, "deleted", "");
  }
  e.counts["cases"] += static_cast<std::int64_t>(cases.size());
  for (const auto& ref : e.person.refs) {
    soci::statement reveals =
        (e.sql.prepare << "UPDATE reveals SET author_ref = '' WHERE author_ref = :r", soci::use(ref));
    reveals.execute(true);
    e.counts["reveals"] += reveals.get_affected_rows();
  }
  return done();
}

}  // namespace resonanz::govern
