// resonanz ledger: in = out, per source.
#include <boost/json.hpp>

#include "app/house.h"
#include "cmd/command.h"
#include "ingest/ledger.h"

namespace resonanz::cmd {
namespace {

Result<boost::json::object> report(const std::string& data, const std::string& keys) {
  TRY(auto house, app::House::open({data, keys}, false));
  return ingest::ledger_report(house->db());
}

int run(const std::string& data, const std::string& keys) {
  const auto out = report(data, keys);
  if (!out) return fmt::print(stderr, "{}\n", out.error().sentence_and_detail("en")), kFailed;
  fmt::print("{}\n", boost::json::serialize(*out));
  return kDone;
}

}  // namespace

void register_ledger(CLI::App& app, int& exit_code) {
  auto data = std::make_shared<std::string>(app::default_data_folder().string());
  auto keys = std::make_shared<std::string>();
  CLI::App* ledger = app.add_subcommand("ledger", "Show what came in and what became of it, per source, as JSON");
  ledger->add_option("--data", *data, "data folder")->capture_default_str();
  ledger->add_option("--keys", *keys, "key file (default: beside the data folder)");
  ledger->footer(
      "Example:\n  resonanz ledger --data data | jq .total.difference\n"
      "received = stored + duplicate + unmatched + filtered + quarantined + pending + difference; anything but a "
      "difference of 0 is a fault.\nExit code: 0 done, 1 the data cannot be read, 2 wrong usage.");
  ledger->callback([data, keys, &exit_code] { exit_code = run(*data, *keys); });
}

}  // namespace resonanz::cmd
