// resonanz user add: a colleague, without the web page.
#include <iostream>

#include "app/house.h"
#include "auth/users.h"
#include "cmd/command.h"
#include "host/clock.h"
#include "host/random.h"

namespace resonanz::cmd {
namespace {

struct Arguments {
  std::string data = app::default_data_folder().string(), keys, role = "agent";
  auth::NewUser user;
  bool password_stdin = false;
};

Status add(Arguments& arguments) {
  const auto role = auth::role_from(arguments.role);
  if (!role) return fail(Errc::value, "role " + arguments.role);
  auto& user = arguments.user;
  user.role = *role;
  if (user.name.empty()) user.name = user.login;
  if (arguments.password_stdin) std::getline(std::cin, user.password);
  else user.password = host::random_password();
  TRY(auto house, app::House::open({arguments.data, arguments.keys}, true));
  auth::Users users(house->db());
  TRY(const auth::User made, users.add(user, "command line", host::system_clock().now()));
  fmt::print("user {}\n", made.login);
  if (!arguments.password_stdin) fmt::print("password {}\n", user.password);
  return done();
}

int run(Arguments& arguments) {
  const Status status = add(arguments);
  if (status) return kDone;
  fmt::print(stderr, "{}\n", status.error().sentence_and_detail("en"));
  const Errc code = status.error().code;
  return code == Errc::value || code == Errc::name_taken ? kBadInput : kFailed;
}

}  // namespace

void register_user(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* user = app.add_subcommand("user", "Work with colleagues");
  user->require_subcommand(1);
  CLI::App* adds = user->add_subcommand("add", "Add a colleague; prints a random password once");
  adds->add_option("LOGIN", arguments->user.login, "what they sign in with")->required();
  adds->add_option("--name", arguments->user.name, "their name, shown with every answer");
  adds->add_option("--title", arguments->user.title, "what they do: customer service");
  adds->add_option("--role", arguments->role, "agent, expert, manager, privacy or admin")->capture_default_str();
  adds->add_option("--language", arguments->user.language, "de or en")->capture_default_str();
  adds->add_flag("--password-stdin", arguments->password_stdin, "read the password from standard input");
  adds->add_option("--data", arguments->data, "data folder, made where it is missing")->capture_default_str();
  adds->add_option("--keys", arguments->keys, "key file (default: beside the data folder)");
  adds->footer(
      "Example:\n  resonanz user add mira --name 'Mira Brandt' --title Kundendienst --role admin --data data\n"
      "Exit code: 0 added, 1 the data cannot be used, 2 wrong usage or a login that is taken.");
  adds->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace resonanz::cmd
