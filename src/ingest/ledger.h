#pragma once
// In = out, per source: received = stored + duplicate + unmatched + filtered + quarantined + pending + difference,
// and the only healthy difference is 0 (invariant 3).

#include <boost/json/object.hpp>

#include <map>
#include <string>

#include "base/id.h"
#include "base/result.h"
#include "store/database.h"

namespace resonanz::ingest {

struct Ledger {
  std::int64_t received = 0, stored = 0, duplicate = 0, unmatched = 0, pending = 0;
  std::map<std::string, std::int64_t> filtered, quarantined;  ///< by reason

  std::int64_t difference() const;
  Ledger& operator+=(const Ledger& other);
};

/// Counts inside the caller's transaction. `outcome` is stored, duplicate, unmatched, filtered or quarantined.
void count(soci::session& sql, Id source, const std::string& outcome, const std::string& reason, std::int64_t by = 1);

/// All sources that ever received something, removed ones included.
Result<std::map<Id, Ledger>> read_ledgers(store::Database& db);

/// Says in the log which sources' ledgers do not add up, once for each new difference.
class LedgerAlarm {
 public:
  /// Call now and then.
  void check(store::Database& db);

 private:
  std::map<Id, std::int64_t> known_;
};

boost::json::object to_json(const Ledger& ledger);
/// {total, sources: [{id, name, ledger}]}, as the command line and the web show it. A removed source has no name.
Result<boost::json::object> ledger_report(store::Database& db);

}  // namespace resonanz::ingest
