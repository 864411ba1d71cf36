#pragma once
// Every telling of an alert or a notice and how it went. At least once: a telling that ended without a record is told
// again, under the same id.

#include "host/clock.h"
#include "notice/alerts.h"

namespace resonanz::notice {

struct Telling {
  Id id = 0, target = 0;
  Id alert = 0, notice = 0;  ///< one of the two
  std::string target_name, target_kind, state;
  int attempts = 0, status = 0;
  TimeUs created_at = 0, not_before = 0;
  std::optional<TimeUs> tried_at, sent_at;
  std::string error_code, error_detail;
};

/// Thread-safe.
class Deliveries {
 public:
  Deliveries(store::Database& db, const host::Clock& clock) : db_(db), clock_(clock) {}

  /// Newest first, below `before` (0: from the newest).
  Result<std::vector<Telling>> list(Id before, int limit);
  /// What may be told now, oldest first.
  Result<std::vector<Telling>> due(int limit);
  Status sent(Id id, int status);
  /// Tried again after a longer and longer pause, at last given up; `final`: at once. `status`: as the receiver
  /// answered, 0 where nobody did.
  Status failed(const Telling& telling, const Error& error, int status, bool final);
  /// Told again, whatever became of it. Errors: not_found, gone (its target is no longer there).
  Status replay(Id id, Id user);

 private:
  Result<std::vector<Telling>> select(const std::string& where);

  store::Database& db_;
  const host::Clock& clock_;
};

}  // namespace resonanz::notice
