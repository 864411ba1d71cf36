#pragma once
// Looks at a data folder as an operator would want to, and says what to do about each thing that is wrong.

#include <filesystem>
#include <string>
#include <vector>

#include "base/time.h"

namespace resonanz::upkeep {

struct Finding {
  std::string check;  ///< folder, permissions, keys, schema, integrity, ledger, audit, erasures, index, clock, disk,
                      ///< leftovers, log
  bool ok = true;
  std::string detail;
  std::string remedy;  ///< empty where all is well
};

/// Changes nothing; a server may be running. `keys` is the key file, `erasures` the ledger beside it.
std::vector<Finding> examine(const std::filesystem::path& data, const std::filesystem::path& keys,
                             const std::filesystem::path& erasures, TimeUs now);

}  // namespace resonanz::upkeep
