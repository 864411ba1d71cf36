// resonanz privacy: what people outside may ask about their data, and the nightly expiry by hand.
#include <boost/json.hpp>

#include "app/program.h"
#include "base/log.h"
#include "cmd/command.h"
#include "govern/expiry.h"
#include "host/clock.h"

namespace resonanz::cmd {
namespace {

struct Arguments {
  std::string data = app::default_data_folder().string(), keys, network, person;
};

using Output = Result<boost::json::object>;
using Work = Output (*)(govern::Desk& desk, const Arguments& arguments);
constexpr const char* kActor = "command line";

Output as_json(const Result<govern::Request>& request) {
  if (!request) return request.error();
  return govern::to_json(*request);
}

Output with_house(const Arguments& arguments, Work work) {
  TRY(auto house, app::House::open({arguments.data, arguments.keys}, false));
  auto desk = app::make_desk(*house);
  return work(desk, arguments);
}

Output expire(const Arguments& arguments) {
  TRY(auto house, app::House::open({arguments.data, arguments.keys}, false));
  TRY(const auto counts, govern::expire(house->db(), host::system_clock().now()));
  CHECK_OK(app::make_desk(*house).scrub_if_due());
  boost::json::object out;
  for (const auto& [place, n] : counts) out[place] = n;
  return out;
}

int report(const Output& out) {
  if (out) return fmt::print("{}\n", boost::json::serialize(*out)), kDone;
  fmt::print(stderr, "{}\n", out.error().sentence("en"));
  return out.error().code == Errc::value ? kBadInput : kFailed;
}

CLI::App* add(CLI::App* privacy, const std::shared_ptr<Arguments>& arguments, const std::string& name,
              const std::string& about, bool person) {
  CLI::App* command = privacy->add_subcommand(name, about);
  command->add_option("--data", arguments->data, "data folder")->capture_default_str();
  command->add_option("--keys", arguments->keys, "key file (default: beside the data folder)");
  if (person) {
    command->add_option("--network", arguments->network, "the network: bluesky, wordpress, …")->required();
    command->add_option("--person", arguments->person, "their id there, their handle, or the address of their profile")
        ->required();
  }
  return command;
}

std::string footer(const std::string& command, const std::string& more) {
  return fmt::format(
      "Example:\n  resonanz privacy {}\n{}\nWorks while the server runs. Exit code: 0 done (also where nobody was found), 1 the data cannot be "
      "used, 2 wrong usage, or a handle that several accounts had.",
      command, more);
}

}  // namespace

void register_privacy(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* privacy =
      app.add_subcommand("privacy", "Export, erase, opt out or restrict a person; expire what is past its limit");
  privacy->require_subcommand(1);
  const auto person = [&](const std::string& name, const std::string& about, const std::string& more, Work work) {
    CLI::App* command = add(privacy, arguments, name, about, true);
    command->footer(footer(name + " --network bluesky --person did:plc:ewvi7nxzyoun6zhxrhs64oiz --data data", more));
    command->callback(
        [arguments, work, &exit_code] { start_logging(), exit_code = report(with_house(*arguments, work)); });
  };
  person(
      "export", "Print all that is stored of a person, place by place, as JSON (Art. 15, 20)",
      "Other people's posts appear by id and time only. The export is recorded, without a name.",
      [](govern::Desk& desk, const Arguments& a) -> Output { return desk.export_person(a.network, a.person, kActor); });
  person(
      "erase", "Erase a person everywhere and keep nothing of theirs from now on (Art. 17)",
      "Prints what was erased, by place; `remaining` names sources and queries that name the person and are for you to change. The erasure ledger beside the key file makes "
      "sure that an older backup, restored, is erased again.",
      [](govern::Desk& desk, const Arguments& a) -> Output {
        return as_json(desk.erase(a.network, a.person, kActor));
      });
  person("optout", "Keep nothing that a person writes from now on (Art. 21)",
         "What is stored stays until its limit; erase removes it.",
         [](govern::Desk& desk, const Arguments& a) -> Output {
           return as_json(desk.opt_out(a.network, a.person, kActor));
         });
  person("restrict", "Keep what is stored of a person, but show and use it nowhere (Art. 18)",
         "Nothing new of theirs is kept. `release` ends it.", [](govern::Desk& desk, const Arguments& a) -> Output {
           return as_json(desk.restrict(a.network, a.person, kActor));
         });
  person("release", "End a restriction", "What was set aside is shown and used again.",
         [](govern::Desk& desk, const Arguments& a) -> Output {
           return as_json(desk.release(a.network, a.person, kActor));
         });
  CLI::App* expires =
      add(privacy, arguments, "expire", "Delete what is past its limit now; the server does so every night", false);
  expires->footer(
      "Example:\n  resonanz privacy expire --data data\nPrints what went, by table. Exit code: 0 done, 1 the data cannot be used, 2 wrong usage.");
  expires->callback([arguments, &exit_code] { start_logging(), exit_code = report(expire(*arguments)); });
}

}  // namespace resonanz::cmd
