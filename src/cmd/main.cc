#include "cmd/command.h"
#include "host/process.h"
#include "ingest/post_language.h"
#include "listen/document.h"

int main(int argc, char** argv) {
  using namespace resonanz::cmd;
  resonanz::host::keep_memory_private();
  resonanz::listen::detect_languages_by(resonanz::ingest::detected_language);
  CLI::App app{"Resonanz hears what is said in public and helps to answer it.", "resonanz"};
  app.require_subcommand(1);
  int exit_code = kDone;
  register_serve(app, exit_code);
  register_import(app, exit_code);
  register_try(app, exit_code);
  register_user(app, exit_code);
  register_ledger(app, exit_code);
  register_quarantine(app, exit_code);
  register_match(app, exit_code);
  register_query(app, exit_code);
  register_understand(app, exit_code);
  register_privacy(app, exit_code);
  register_backup(app, exit_code);
  register_history(app, exit_code);
  register_doctor(app, exit_code);
  register_bursts(app, exit_code);
  register_config(app, exit_code);
  // A query may begin with a minus sign: the last word of "query check" is never an option.
  std::vector<char*> words(argv, argv + argc);
  static char separator[] = "--";
  const std::string_view last = words.back(), before = argc > 1 ? words[argc - 2] : "";
  if (argc >= 4 && std::string_view(argv[1]) == "query" && std::string_view(argv[2]) == "check" &&
      last.starts_with('-') && !last.starts_with("--") && last != "-h" && before != "--")
    words.insert(words.end() - 1, separator);
  try {
    app.parse(static_cast<int>(words.size()), words.data());
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kBadInput;
  }
  return exit_code;
}
