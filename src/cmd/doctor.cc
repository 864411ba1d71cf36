// resonanz doctor: what is wrong with a data folder, and what to do about it.
#include <boost/json.hpp>

#include "app/house.h"
#include "cmd/command.h"
#include "host/clock.h"
#include "upkeep/doctor.h"

namespace resonanz::cmd {
namespace {

int run(const std::string& data, const std::string& keys) {
  const auto key_file = app::key_file_of({data, keys});
  const auto findings =
      upkeep::examine(data, key_file, govern::ErasureLedger::beside(key_file), host::system_clock().now());
  bool well = true;
  boost::json::array out;
  for (const auto& finding : findings) {
    well = well && finding.ok;
    out.push_back(
        {{"check", finding.check}, {"ok", finding.ok}, {"detail", finding.detail}, {"remedy", finding.remedy}});
    if (!finding.ok) fmt::print(stderr, "{}: {}\n  do: {}\n", finding.check, finding.detail, finding.remedy);
  }
  fmt::print("{}\n", boost::json::serialize(boost::json::object{{"ok", well}, {"findings", out}}));
  return well ? kDone : kFailed;
}

}  // namespace

void register_doctor(CLI::App& app, int& exit_code) {
  auto data = std::make_shared<std::string>(app::default_data_folder().string());
  auto keys = std::make_shared<std::string>();
  CLI::App* doctor =
      app.add_subcommand("doctor", "Check files, permissions, keys, schema, integrity, ledger, audit, clock and disk");
  doctor->add_option("--data", *data, "data folder")->capture_default_str();
  doctor->add_option("--keys", *keys, "key file (default: beside the data folder)");
  doctor->footer(
      "Example:\n  resonanz doctor --data data | jq '.findings[] | select(.ok | not)'\n"
      "Changes nothing; a server may be running. What is wrong is also said on standard error, with what to do.\n"
      "Exit code: 0 all is well, 1 something is not, 2 wrong usage.");
  doctor->callback([data, keys, &exit_code] { exit_code = run(*data, *keys); });
}

}  // namespace resonanz::cmd
