#pragma once
// The rules as they are stored. Every change is audited.

#include "notice/rule.h"
#include "store/database.h"

namespace resonanz::notice {

/// Thread-safe.
class Rules {
 public:
  explicit Rules(store::Database& db) : db_(db) {}

  Result<std::vector<Rule>> list();
  /// Error: not_found.
  Result<Rule> find(Id id);
  /// It looks at posts stored from now on. Errors: value, not_found (query or target).
  Result<Rule> add(const Rule& rule, Id user, TimeUs now);
  /// `rule.version` is the one last read. Errors: those of add(), conflict.
  Result<Rule> change(const Rule& rule, Id user, TimeUs now);
  /// Its alerts stay until their time is over.
  Status remove(Id id, Id user, TimeUs now);

 private:
  store::Database& db_;
};

/// In the caller's transaction: the active ones, or all that are not removed.
std::vector<Rule> load_rules(soci::session& sql, bool only_active);

}  // namespace resonanz::notice
