#include "measure/rollups.h"

namespace resonanz::measure {
namespace {

constexpr std::string_view kCounted =
    "SELECT query_id, {}, source_id, lang, SUM(mentions), SUM(positive), SUM(neutral), SUM(negative), SUM(unsure), "
    "SUM(complaints), SUM(questions), SUM(ideas), SUM(praise), SUM(toxic), SUM(repeats), SUM(hidden) FROM rollup_lines "
    "GROUP BY 1, 2, 3, 4";

struct Table {
  std::string_view name, step;
};
constexpr Table kTables[] = {{"rollups", "hour"}, {"rollup_days", "hour / 24"}};

std::string counted(const Table& table) { return fmt::format(kCounted, table.step); }

}  // namespace

Result<std::int64_t> wrong_rollups(store::Database& db) {
  return db.read([](soci::session& sql) -> Result<std::int64_t> {
    std::int64_t all = 0;
    for (const Table& table : kTables) {
      std::int64_t wrong = 0;
      sql << fmt::format(
          "SELECT (SELECT count(*) FROM (SELECT * FROM {0} EXCEPT {1})) + "
          "(SELECT count(*) FROM ({1} EXCEPT SELECT * FROM {0}))",
          table.name, counted(table)),
          soci::into(wrong);
      all += wrong;
    }
    return all;
  });
}

Status rebuild_rollups(store::Database& db) {
  return db.write([](soci::session& sql) -> Status {
    for (const Table& table : kTables) {
      sql << fmt::format("DELETE FROM {}", table.name);
      sql << fmt::format("INSERT INTO {} {}", table.name, counted(table));
    }
    return done();
  });
}

}  // namespace resonanz::measure
