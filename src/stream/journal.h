#pragma once
// The journal: what a source brought, durable before it is acknowledged. A source's cursor moves in the same
// transaction as the items it brought (invariant 1).

#include <soci/soci.h>

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "model/item.h"

namespace resonanz::stream {

struct Advance {
  Id source = 0;
  std::optional<std::string> cursor;  ///< empty: these items came by another way, the cursor stays
  std::string gap;                    ///< not empty: something was missed for good
  std::optional<TimeUs> latest{};     ///< newest event time seen
};

struct Entry {
  std::int64_t sequence;
  Id source;
  TimeUs received_at;
  Item item;
};

/// Thread-safe. Entries leave by finish(), inside the transaction that stores their outcome, so each has one effect.
class Journal {
 public:
  virtual ~Journal() = default;

  /// When this returns ok, items and cursor are on disk, together. Counts the items as received in the ledger.
  virtual Status append(const Advance& advance, const std::vector<Item>& items, TimeUs now) = 0;
  virtual Result<std::string> cursor(Id source) = 0;
  /// The oldest entries, in order.
  virtual Result<std::vector<Entry>> next(std::size_t limit) = 0;
  virtual Result<std::int64_t> pending(Id source) = 0;
  /// False where an erasure took the entry since it was read. Inside the caller's transaction.
  virtual bool holds(soci::session& sql, const Entry& entry) = 0;
  /// Removes worked-off entries inside the caller's transaction.
  virtual void finish(soci::session& sql, const std::vector<Entry>& entries) = 0;
};

}  // namespace resonanz::stream
