// resonanz config: the operator's configuration file.
#include "app/configuration.h"
#include "cmd/command.h"

namespace resonanz::cmd {
namespace {

int check(const std::string& file) {
  const auto values = app::read_configuration(file);
  if (!values) return fmt::print(stderr, "{}: {}\n", file, values.error().sentence_and_detail("en")), kBadInput;
  const auto obstacles = app::obstacles(*values);
  for (const std::string& obstacle : obstacles) fmt::print(stderr, "{}: {}\n", file, obstacle);
  if (!obstacles.empty()) return kBadInput;
  fmt::print("{}", app::to_toml(*values));
  return kDone;
}

constexpr const char* kFooter = R"x(Example:
  resonanz config default > /etc/resonanz/resonanz.toml
  resonanz config check /etc/resonanz/resonanz.toml
check prints the values in force, defaults included; run it as the user of the server.
Exit code: 0 it can be used, 2 it cannot: line, column and what to do.)x";

}  // namespace

void register_config(CLI::App& app, int& exit_code) {
  CLI::App* config = app.add_subcommand("config", "The server's configuration file");
  config->require_subcommand(1);
  config->footer(kFooter);
  CLI::App* defaults = config->add_subcommand("default", "Print a configuration with every key and what it means");
  defaults->callback([] { fmt::print("{}", app::to_toml({})); });
  auto file = std::make_shared<std::string>();
  CLI::App* checked = config->add_subcommand("check", "Tell what is wrong with a configuration, on this machine");
  checked->add_option("FILE", *file, "configuration, TOML")->required();
  checked->footer(kFooter);
  checked->callback([file, &exit_code] { exit_code = check(*file); });
}

}  // namespace resonanz::cmd
