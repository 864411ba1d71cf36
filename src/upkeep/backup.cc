#include "upkeep/backup.h"

#include <boost/json.hpp>

#include "host/random.h"
#include "privacy/sealed_file.h"
#include "store/sqlite/sqlite_file.h"

namespace resonanz::upkeep {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

/// A file that is removed with this object, whatever happens.
struct Temporary {
  fs::path path;
  ~Temporary() {
    std::error_code ignored;
    fs::remove(path, ignored);
  }
};

std::string write_header(const Backup& b) {
  json::object rows;
  for (const auto& [table, n] : b.rows) rows[table] = n;
  return json::serialize(
      json::object{{"made_at", format_rfc3339(b.made_at)}, {"schema", b.schema}, {"bytes", b.bytes}, {"rows", rows}});
}

Result<Backup> read_header(const std::string& text) {
  boost::system::error_code error;
  const auto value = json::parse(text, error);
  if (error || !value.is_object()) return fail(Errc::keys, "the backup's header is damaged");
  Backup b;
  b.made_at = parse_rfc3339(std::string(value.at("made_at").as_string())).value_or(0);
  b.schema = value.at("schema").to_number<int>();
  b.bytes = value.at("bytes").to_number<std::uintmax_t>();
  for (const auto& [table, n] : value.at("rows").as_object()) b.rows[table] = n.to_number<std::int64_t>();
  return b;
}

/// A sound database with exactly the rows that the header promises.
Status check(const fs::path& database, const Backup& promised) {
  TRY(const auto found, store::inspect_sqlite(database));
  if (!found.faults.empty()) return fail(Errc::store, "the copy is not sound: " + found.faults.front());
  if (found.schema != promised.schema || found.rows != promised.rows)
    return fail(Errc::store, "the copy does not hold what was counted");
  return done();
}

}  // namespace

Result<Backup> make_backup(const fs::path& data, const privacy::Keys& keys, const fs::path& to, TimeUs now) {
  std::error_code error;
  if (fs::exists(to, error)) return fail(Errc::file, to.string() + " exists already; a backup never overwrites");
  // Beside the database: what is not encrypted yet stays in the folder that is guarded anyway.
  const Temporary copy{data / ("backup-" + host::random_token(6) + ".tmp")},
      back{data / ("backup-" + host::random_token(6) + ".tmp")};
  CHECK_OK(store::copy_sqlite(data / "resonanz.db", copy.path));
  fs::permissions(copy.path, fs::perms::owner_read | fs::perms::owner_write, error);
  TRY(const auto inspected, store::inspect_sqlite(copy.path));
  if (!inspected.faults.empty()) return fail(Errc::store, "the database is not sound: " + inspected.faults.front());
  const Backup backup{now, inspected.schema, inspected.rows, fs::file_size(copy.path, error)};
  const Temporary partial{to.string() + ".partial"};
  fs::remove(partial.path, error);
  CHECK_OK(privacy::seal_file(keys, write_header(backup), copy.path, partial.path));
  TRY(const std::string header, privacy::open_file(keys, partial.path, back.path));
  TRY(const Backup read, read_header(header));
  CHECK_OK(check(back.path, read));
  fs::rename(partial.path, to, error);
  if (error) return fail(Errc::file, to.string() + ": " + error.message());
  return backup;
}

Result<Backup> read_backup(const fs::path& file, const privacy::Keys& keys) {
  TRY(const std::string header, privacy::open_file(keys, file, {}));
  return read_header(header);
}

Result<Backup> unpack_backup(const fs::path& file, const privacy::Keys& keys, const fs::path& data) {
  std::error_code error;
  if (fs::exists(data, error) && !fs::is_empty(data, error)) return fail(Errc::state, data.string() + " is not empty");
  fs::create_directories(data, error);
  if (error) return fail(Errc::file, data.string() + ": " + error.message());
  fs::permissions(data, fs::perms::owner_all, error);
  const fs::path partial = data / "restore.tmp", database = data / "resonanz.db";
  const Temporary remove{partial};
  TRY(const std::string header, privacy::open_file(keys, file, partial));
  TRY(const Backup backup, read_header(header));
  CHECK_OK(check(partial, backup));
  fs::rename(partial, database, error);
  if (error) return fail(Errc::file, database.string() + ": " + error.message());
  return backup;
}

}  // namespace resonanz::upkeep
