// resonanz serve: the server.
#include "app/program.h"
#include "base/log.h"
#include "cmd/command.h"

namespace resonanz::cmd {
namespace {

struct Arguments {
  std::string data = app::default_data_folder().string(), keys, ca_file;
  std::vector<std::string> allow;
  app::ServeOptions options;
};

int run(Arguments& arguments) {
  start_logging();
  auto& options = arguments.options;
  options.place = {arguments.data, arguments.keys};
  options.ca_file = arguments.ca_file;
  while (options.public_address.ends_with('/')) options.public_address.pop_back();
  for (const auto& text : arguments.allow) {
    const auto range = net::parse_cidr(text);
    if (!range) return fmt::print(stderr, "--allow-address: {} is not an address or a range such as 10.0.0.0/8\n", text), kBadInput;
    options.egress.allow.push_back(*range);
  }
  const Status status = app::serve(options);
  if (status) return kDone;
  fmt::print(stderr, "{}\n", status.error().sentence_and_detail("en"));
  return kFailed;
}

constexpr const char* kFooter = R"x(Example:
  resonanz serve --data /var/lib/resonanz/data --port 8080
Prints "ready http://127.0.0.1:8080" once it serves; SIGTERM ends it. The key file lies beside the data folder
(data.keys): keep a copy of it elsewhere, data and backups are unreadable without it.
Exit code: 0 ended by a signal, 1 a file or port cannot be used, 2 wrong usage.)x";

}  // namespace

void register_serve(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* serve = app.add_subcommand("serve", "Run the server");
  serve->add_option("--data", arguments->data, "data folder, made where it is missing")->capture_default_str();
  serve->add_option("--keys", arguments->keys, "key file (default: beside the data folder)");
  serve->add_option("--address", arguments->options.address, "address to listen on")->capture_default_str();
  serve->add_option("--port", arguments->options.port, "port to listen on; 0 takes a free one")->capture_default_str();
  serve->add_flag("--demo", arguments->options.demo, "with the demo company Kranich Rad");
  serve->add_flag("--https", arguments->options.secure_cookie, "people reach it by https (through a proxy): cookies only there");
  serve->add_option("--allow-address", arguments->allow, "private address or range that sources may connect to (repeatable)");
  serve->add_option("--ca-file", arguments->ca_file, "certificate authorities to trust, PEM");
  serve->add_option("--public-address", arguments->options.public_address, "https address of this server for the world: feeds' hubs then push news to it");
  serve->add_option("--contact", arguments->options.contact, "address of a page about you, told to the servers we ask");
  serve->footer(kFooter);
  serve->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace resonanz::cmd
