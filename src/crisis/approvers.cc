#include "crisis/approvers.h"

#include "audit/audit.h"
#include "crisis/steps.h"

namespace resonanz::crisis {

std::vector<Id> approvers(soci::session& sql) {
  std::vector<Id> out;
  Id user = 0;
  soci::statement rows =
      (sql.prepare << "SELECT a.user_id FROM crisis_approvers a JOIN users u ON u.id = a.user_id AND "
                      "u.active = 1 ORDER BY a.position",
       soci::into(user));
  rows.execute();
  while (rows.fetch()) out.push_back(user);
  return out;
}

Result<std::vector<Id>> Approvers::list() {
  return db_.read([](soci::session& sql) -> Result<std::vector<Id>> { return approvers(sql); });
}

Status Approvers::write(const std::vector<Id>& users, Id by, TimeUs now) {
  if (std::set<Id>(users.begin(), users.end()).size() != users.size()) return fail(Errc::value, "user_ids");
  return db_.write([&](soci::session& sql) -> Status {
    sql << "DELETE FROM crisis_approvers";
    int position = 0;
    std::string listed;
    for (const Id user : users) {
      CHECK_OK(check_colleague(sql, user));
      sql << "INSERT INTO crisis_approvers (user_id, position) VALUES (:u, :p)", soci::use(user), soci::use(position);
      listed += (position++ == 0 ? "" : " ") + id_text(user);
    }
    audit::append(sql, now, {id_text(by), "crisis_approvers.change", "workspace", listed});
    return done();
  });
}

}  // namespace resonanz::crisis
