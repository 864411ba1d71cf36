#pragma once
// Quarantine, never drop: what cannot be read keeps its bytes and the reason, and can be replayed (invariant 4).

#include <functional>
#include <vector>

#include "audit/audit.h"
#include "privacy/keys.h"
#include "store/database.h"
#include "stream/journal.h"

namespace resonanz::ingest {

struct Quarantined {
  Id id = 0;
  Id source = 0;
  Error reason;
  std::string preview;  ///< the first bytes, made valid UTF-8
  std::int64_t size = 0;
  TimeUs received_at = 0;
};

/// Which items are meant; all where nothing is set.
struct Selection {
  Id source = 0;
  std::optional<Errc> code{};
};

struct QuarantineRow;

/// Thread-safe.
class Quarantine {
 public:
  Quarantine(store::Database& db, const privacy::Keys& keys) : db_(db), keys_(keys) {}

  /// Inside the pipeline's transaction; counts in the ledger.
  void keep(soci::session& sql, const stream::Entry& entry, const Error& reason);
  /// Newest first, below `before` (0: from the newest).
  Result<std::vector<Quarantined>> list(const Selection& selection, Id before, int limit);
  Result<std::int64_t> size();
  /// Puts the bytes back into the journal; the ledger counts them as no longer quarantined.
  Status replay(Id id, const std::string& actor, TimeUs now);
  /// Drops the bytes; the ledger moves them to filtered(discarded), the reason goes into the audit log.
  Status discard(Id id, const std::string& reason, const std::string& actor, TimeUs now);

  /// The same for all that is selected and was there when this began; how many. For after an upgrade that reads what
  /// could not be read before. Some hundred a transaction: what an error interrupts is done by calling again.
  Result<std::int64_t> replay_all(const Selection& selection, const std::string& actor, TimeUs now);
  Result<std::int64_t> discard_all(const Selection& selection, const std::string& reason, const std::string& actor,
                                   TimeUs now);

 private:
  using Act = std::function<void(soci::session&, const QuarantineRow&)>;
  Status one(Id id, const audit::Entry& entry, TimeUs now, const Act& act);
  Result<std::int64_t> all(const Selection& selection, const audit::Entry& entry, TimeUs now, const Act& act);

  store::Database& db_;
  const privacy::Keys& keys_;
};

}  // namespace resonanz::ingest
