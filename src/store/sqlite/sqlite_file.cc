#include "store/sqlite/sqlite_file.h"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace resonanz::store {
namespace {

template <typename Work>
auto with_file(const std::filesystem::path& path, const std::string& options, Work&& work)
    -> std::invoke_result_t<Work, soci::session&> {
  try {
    soci::session sql(soci::sqlite3, "dbname=\"" + path.string() + "\" timeout=10" + options);
    return work(sql);
  } catch (const std::exception& problem) {
    return fail(Errc::store, problem.what());
  }
}

std::vector<std::string> texts(soci::session& sql, const std::string& query) {
  std::vector<std::string> out;
  soci::rowset<std::string> rows = (sql.prepare << query);
  for (const auto& row : rows) out.push_back(row);
  return out;
}

}  // namespace

Status copy_sqlite(const std::filesystem::path& path, const std::filesystem::path& to) {
  return with_file(path, "", [&](soci::session& sql) -> Status {
    const std::string target = to.string();
    sql << "VACUUM INTO :to", soci::use(target);
    return done();
  });
}

Result<Inspection> inspect_sqlite(const std::filesystem::path& path) {
  return with_file(path, " readonly=true", [](soci::session& sql) -> Result<Inspection> {
    Inspection found;
    sql << "PRAGMA user_version", soci::into(found.schema);
    for (const auto& fault : texts(sql, "PRAGMA integrity_check"))
      if (fault != "ok") found.faults.push_back(fault);
    for (const auto& table : texts(sql, "SELECT DISTINCT \"table\" FROM pragma_foreign_key_check"))
      found.faults.push_back("a row of " + table + " refers to a row that is missing");
    for (const auto& table :
         texts(sql, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"))
      sql << "SELECT count(*) FROM \"" + table + "\"", soci::into(found.rows[table]);
    return found;
  });
}

}  // namespace resonanz::store
