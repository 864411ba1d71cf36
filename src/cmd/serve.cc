// resonanz serve: the server.
#include "app/configuration.h"
#include "base/log.h"
#include "cmd/command.h"

namespace resonanz::cmd {
namespace {

using app::Configuration;

struct Arguments {
  Configuration typed;
  std::string file;
  bool demo = false;
  /// An option of the command line, and how what was typed there replaces what the file says.
  std::vector<std::pair<CLI::Option*, std::function<void(Configuration& values, const Configuration& typed)>>> options;

  template <typename Value>
  auto replace(Value Configuration::*member) {
    return [member](Configuration& values, const Configuration& from) { values.*member = from.*member; };
  }
};

Result<Configuration> merged(const Arguments& arguments) {
  Configuration values;
  if (!arguments.file.empty()) {
    TRY(values, app::read_configuration(arguments.file));
  }
  for (const auto& [option, replace] : arguments.options)
    if (option->count() > 0) replace(values, arguments.typed);
  return values;
}

int run(const Arguments& arguments) {
  const auto values = merged(arguments);
  auto options = values ? app::to_options(*values) : Result<app::ServeOptions>(values.error());
  if (!options) return fmt::print(stderr, "{}\n", options.error().sentence_and_detail("en")), kBadInput;
  start_logging(values->log);
  options->demo = arguments.demo;
  const Status status = app::serve(*options);
  if (status) return kDone;
  fmt::print(stderr, "{}\n", status.error().sentence_and_detail("en"));
  return kFailed;
}

constexpr const char* kFooter = R"x(Example:
  resonanz serve --data /var/lib/resonanz/data --port 8080
  resonanz serve --config /etc/resonanz/resonanz.toml
Prints "ready http://127.0.0.1:8080" once it serves; SIGTERM ends it. The key file lies beside the data folder
(data.keys): keep a copy of it elsewhere, data and backups are unreadable without it. What is given here goes
before what the configuration says; `resonanz config default` prints one.
Exit code: 0 ended by a signal, 1 a file or port cannot be used, 2 wrong usage or configuration.)x";

}  // namespace

void register_serve(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* serve = app.add_subcommand("serve", "Run the server");
  auto& typed = arguments->typed;
  const auto keep = [&](CLI::Option* option, auto member) {
    arguments->options.emplace_back(option, arguments->replace(member));
  };
  serve->add_option("--config", arguments->file, "configuration file, TOML");
  keep(serve->add_option("--data", typed.data, "data folder, made where it is missing")->capture_default_str(),
       &Configuration::data);
  keep(serve->add_option("--keys", typed.keys, "key file (default: beside the data folder)"), &Configuration::keys);
  keep(serve->add_option("--address", typed.address, "address to listen on")->capture_default_str(),
       &Configuration::address);
  keep(serve->add_option("--port", typed.port, "port to listen on; 0 takes a free one")->capture_default_str(),
       &Configuration::port);
  serve->add_flag("--demo", arguments->demo, "with the demo company Kranich Rad");
  keep(serve->add_flag("--https", typed.https, "people reach it by https (through a proxy): cookies only there"),
       &Configuration::https);
  keep(serve->add_option("--allow-address", typed.allow_address,
                         "private address or range that sources may connect to (repeatable)"),
       &Configuration::allow_address);
  keep(serve->add_option("--ca-file", typed.ca_file, "certificate authorities to trust, PEM"), &Configuration::ca_file);
  keep(serve->add_option("--public-address", typed.public_address,
                         "https address of this server for the world: feeds' hubs then push news to it"),
       &Configuration::public_address);
  keep(serve->add_option("--contact", typed.contact, "address of a page about you, told to the servers we ask"),
       &Configuration::contact);
  keep(serve->add_option("--encoder", typed.encoder,
                         "weights of the sentence encoder, for a second look at posts in doubt (see resonanz understand)"),
       &Configuration::encoder);
  serve->footer(kFooter);
  serve->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace resonanz::cmd
