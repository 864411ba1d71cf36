#pragma once
// The workspace's own settings, as one value.

#include <string>
#include <vector>

#include "base/time.h"
#include "store/database.h"

namespace resonanz::auth {

struct Workspace {
  std::string name = "Resonanz";
  std::vector<std::string> languages = {"de", "en"};  ///< answers are written in
  std::string imprint;                                ///< address of imprint and privacy notice
  int hold_s;                                         ///< how long an answer can be taken back
  int first_answer_minutes;
  Workspace();
};

/// Thread-safe; keeps the last value read.
class WorkspaceSettings {
 public:
  explicit WorkspaceSettings(store::Database& db) : db_(db) {}
  Result<Workspace> read();
  /// Errors: value.
  Status write(const Workspace& workspace, const std::string& actor, TimeUs now);

 private:
  store::Database& db_;
};

}  // namespace resonanz::auth
