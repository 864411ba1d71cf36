#pragma once
// The pool of colleagues who may approve statements, in the order in which they are asked.

#include "base/id.h"
#include "store/database.h"

#include <vector>

namespace resonanz::crisis {

/// Those who are still active. In the caller's transaction.
std::vector<Id> approvers(soci::session& sql);

/// Thread-safe.
class Approvers {
 public:
  explicit Approvers(store::Database& db) : db_(db) {}

  Result<std::vector<Id>> list();
  /// Audited. Errors: not_found (no active colleague), value (somebody twice).
  Status write(const std::vector<Id>& users, Id by, TimeUs now);

 private:
  store::Database& db_;
};

}  // namespace resonanz::crisis
