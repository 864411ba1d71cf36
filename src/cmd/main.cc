#include "cmd/command.h"

int main(int argc, char** argv) {
  using namespace resonanz::cmd;
  CLI::App app{"Resonanz hears what is said in public and helps to answer it.", "resonanz"};
  app.require_subcommand(1);
  int exit_code = kDone;
  register_serve(app, exit_code);
  register_import(app, exit_code);
  register_try(app, exit_code);
  register_user(app, exit_code);
  register_ledger(app, exit_code);
  register_match(app, exit_code);
  register_query(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kBadInput;
  }
  return exit_code;
}
