#pragma once
// The contract of a sub-command: register_x adds it to the program; when it is chosen, it runs while CLI11 parses and
// leaves its exit code in `exit_code` (kDone unless it fails).

#include <CLI/CLI.hpp>

namespace resonanz::cmd {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;    ///< something outside failed: a file, a network, a store
inline constexpr int kBadInput = 2;  ///< what was given is wrong: usage, a query

void register_serve(CLI::App& app, int& exit_code);
void register_import(CLI::App& app, int& exit_code);
void register_try(CLI::App& app, int& exit_code);
void register_user(CLI::App& app, int& exit_code);
void register_ledger(CLI::App& app, int& exit_code);
void register_quarantine(CLI::App& app, int& exit_code);
void register_match(CLI::App& app, int& exit_code);
void register_privacy(CLI::App& app, int& exit_code);
void register_backup(CLI::App& app, int& exit_code);
void register_history(CLI::App& app, int& exit_code);
void register_doctor(CLI::App& app, int& exit_code);
void register_query(CLI::App& app, int& exit_code);
void register_understand(CLI::App& app, int& exit_code);
void register_config(CLI::App& app, int& exit_code);

}  // namespace resonanz::cmd
