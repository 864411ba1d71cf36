#pragma once
// What an operator sets once, in a TOML file; the command line overrides it. Keys are those of `resonanz serve` with _
// for -.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/program.h"

namespace resonanz::app {

struct Configuration {
  std::string data = default_data_folder().string();
  std::string keys;  ///< "" for beside the data folder
  std::string address = "127.0.0.1";
  std::int64_t port = 8080;
  bool https = false;
  std::string public_address, contact, ca_file, encoder;
  std::vector<std::string> allow_address;
  std::string log;  ///< "" for RESONANZ_LOG, else info
};

/// Keys that the file leaves out keep their defaults. Errors: Errc::config with line and column: not TOML, an unknown
/// key (and the nearest known one), a value of the wrong type.
Result<Configuration> read_configuration(const std::filesystem::path& file);

/// The values as the server takes them. Errors: Errc::config, which names the key.
Result<ServeOptions> to_options(const Configuration& values);

/// What would keep a server with these values from starting on this machine, one sentence each, with the remedy.
std::vector<std::string> obstacles(const Configuration& values);

/// As a commented file that reads back the same.
std::string to_toml(const Configuration& values);

}  // namespace resonanz::app
