// resonanz backup and restore.
#include <boost/json.hpp>

#include "app/program.h"
#include "base/log.h"
#include "cmd/command.h"
#include "host/clock.h"
#include "upkeep/backup.h"

namespace resonanz::cmd {
namespace {

namespace json = boost::json;

struct Arguments {
  std::string data = app::default_data_folder().string(), keys, file;
  bool without_erasures = false;
};

json::object describe(const upkeep::Backup& backup) {
  json::object rows;
  for (const auto& [table, n] : backup.rows) rows[table] = n;
  return {
      {"made_at", format_rfc3339(backup.made_at)}, {"schema", backup.schema}, {"bytes", backup.bytes}, {"rows", rows}};
}

Result<json::object> backup(const Arguments& a) {
  TRY(auto house, app::House::open({a.data, a.keys}, false));
  TRY(const auto made, upkeep::make_backup(house->folder(), house->keys(), a.file, host::system_clock().now()));
  json::object out = describe(made);
  out["verified"] = true;
  return out;
}

Result<json::object> restore(const Arguments& a) {
  const app::Place place{a.data, a.keys};
  const auto key_file = app::key_file_of(place);
  TRY(const auto keys, privacy::Keys::load(key_file, false));
  const govern::ErasureLedger ledger(govern::ErasureLedger::beside(key_file));
  if (!ledger.exists() && !a.without_erasures)
    return fail(
        Errc::file,
        ledger.file().string() +
            " is missing: put the erasure ledger back, or say --without-erasures if nobody was erased since the backup");
  if (!ledger.exists()) CHECK_OK(ledger.create());
  TRY(const auto backup, upkeep::unpack_backup(a.file, keys, a.data));
  TRY(auto house, app::House::open(place, false));
  auto desk = app::make_desk(*house);
  TRY(const int applied, desk.catch_up());
  CHECK_OK(desk.scrub_if_due());
  json::object out = describe(backup);
  out["requests_applied"] = applied;
  return out;
}

int report(const Result<json::object>& out) {
  if (out) return fmt::print("{}\n", json::serialize(*out)), kDone;
  fmt::print(stderr, "{}\n", out.error().sentence("en"));
  return out.error().code == Errc::state ? kBadInput : kFailed;
}

}  // namespace

void register_backup(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* makes =
      app.add_subcommand("backup", "Write everything but the keys into one encrypted file, while the server runs");
  makes->add_option("--to", arguments->file, "the file; must not exist")->required();
  CLI::App* restores = app.add_subcommand("restore", "Unpack a backup into an empty folder");
  restores->add_option("FILE", arguments->file, "the backup")->required();
  restores->add_flag("--without-erasures", arguments->without_erasures,
                     "there is no erasure ledger, and nobody was erased since");
  for (CLI::App* command : {makes, restores}) {
    command->add_option("--data", arguments->data, "data folder")->capture_default_str();
    command->add_option("--keys", arguments->keys, "key file (default: beside the data folder)");
  }
  makes->footer(
      "Example:\n  resonanz backup --data data --to /backups/resonanz-2026-11-23.backup\n"
      "The file is read back and compared before it appears. Keep the key file and the erasure ledger (data.keys, data.erasures) elsewhere: the backup opens "
      "with the key only.\nExit code: 0 written and verified, 1 it could not be, 2 wrong usage.");
  restores->footer(
      "Example:\n  cp data.keys restored.keys && cp data.erasures restored.erasures\n  resonanz restore /backups/resonanz-2026-11-23.backup --data restored\n"
      "Needs the key file, and the erasure ledger beside it: who was erased or opted out since the backup is erased again before the command ends.\n"
      "Exit code: 0 restored and checked, 1 the file or the keys cannot be used, 2 wrong usage or a folder that is not empty.");
  makes->callback([arguments, &exit_code] { start_logging(), exit_code = report(backup(*arguments)); });
  restores->callback([arguments, &exit_code] { start_logging(), exit_code = report(restore(*arguments)); });
}

}  // namespace resonanz::cmd
