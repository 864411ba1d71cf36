#include "measure/rollups.h"

namespace resonanz::measure {
namespace {

constexpr std::string_view kCounted =
    "SELECT query_id, hour, source_id, lang, SUM(mentions), SUM(positive), SUM(neutral), SUM(negative), SUM(unsure), "
    "SUM(complaints), SUM(questions), SUM(ideas), SUM(praise), SUM(toxic), SUM(repeats), SUM(hidden) FROM rollup_lines "
    "GROUP BY query_id, hour, source_id, lang";

}  // namespace

Result<std::int64_t> wrong_rollups(store::Database& db) {
  return db.read([](soci::session& sql) -> Result<std::int64_t> {
    std::int64_t wrong = 0;
    sql << fmt::format(
        "SELECT (SELECT count(*) FROM (SELECT * FROM rollups EXCEPT {0})) + "
        "(SELECT count(*) FROM ({0} EXCEPT SELECT * FROM rollups))",
        kCounted),
        soci::into(wrong);
    return wrong;
  });
}

Status rebuild_rollups(store::Database& db) {
  return db.write([](soci::session& sql) -> Status {
    sql << "DELETE FROM rollups";
    sql << fmt::format("INSERT INTO rollups {}", kCounted);
    return done();
  });
}

}  // namespace resonanz::measure
