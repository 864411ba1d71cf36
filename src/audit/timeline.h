#pragma once
// What happened in a crisis room, in order. Append-only like the audit, which hears of every entry too.

#include "audit/audit.h"

namespace resonanz::audit {

struct Happening {
  Id room = 0, user = 0;  ///< user 0: the program
  std::string kind;       ///< "hold_begun", … (specs/openapi.yaml, CrisisEvent)
  std::string text{};     ///< what a person wrote; may name people
  std::string data{};     ///< JSON object of ids, codes and numbers
};

/// Writes inside the caller's transaction. The entry's id.
Id add_to_timeline(soci::session& sql, TimeUs now, const Happening& happening);

struct Moment {
  Id id = 0;
  TimeUs at = 0;
  Happening what;
};
/// Newest first, below `before` (0: from the newest).
std::vector<Moment> read_timeline(soci::session& sql, Id room, Id before, int limit);

}  // namespace resonanz::audit
