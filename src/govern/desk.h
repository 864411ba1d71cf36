#pragma once
// The privacy desk: what people outside may ask about their data (Art. 15 to 21 GDPR), carried out in every place.

#include <boost/json/object.hpp>

#include <functional>

#include "govern/erase.h"
#include "govern/erasure_ledger.h"
#include "host/clock.h"
#include "store/database.h"

namespace resonanz::govern {

/// One request and what became of it. Names nobody.
struct Request {
  Id id = 0;
  std::string entry;  ///< its line in the erasure ledger
  std::string kind;   ///< export, erase, optout, restrict, release
  std::string network, actor;
  bool found = false;  ///< something of the person was stored
  Counts counts;       ///< rows touched, by place
  TimeUs at = 0, took = 0;
  std::vector<Remaining> remaining;  ///< only in the answer to an erasure
};

/// Thread-safe; works while others read and write. `who` is as in find_person(), `actor` as in the audit log.
/// Errors everywhere: value (an unclear handle), file (the ledger), store, keys.
class Desk {
 public:
  struct Parts {
    store::Database& db;
    const privacy::Keys& keys;
    ErasureLedger ledger;
    const host::Clock& clock;
    std::function<void()> settle;  ///< returns when what is in the journal has been worked off, or gives up
  };
  explicit Desk(Parts parts) : parts_(std::move(parts)) {}

  /// Erases and opts out. When it returns, no file of the data folder holds the person any more; error store: the rows
  /// are gone, the files are cleaned up later (see scrub_if_due()).
  Result<Request> erase(const std::string& network, const std::string& who, const std::string& actor);
  /// From now on nothing they write is kept; what is stored stays until its limit.
  Result<Request> opt_out(const std::string& network, const std::string& who, const std::string& actor);
  /// What is stored is kept but shown and used nowhere; nothing new is kept.
  Result<Request> restrict(const std::string& network, const std::string& who, const std::string& actor);
  /// Ends a restriction.
  Result<Request> release(const std::string& network, const std::string& who, const std::string& actor);
  /// All that is stored, place by place (export.h).
  Result<boost::json::object> export_person(const std::string& network, const std::string& who,
                                            const std::string& actor);

  /// Newest first, below `before` (0: from the newest).
  Result<std::vector<Request>> list(Id before, int limit);

  /// Carries out what the ledger knows and this store does not: after a restore or a crash. How many. Call before
  /// anything is shown; the files are for scrub_if_due() afterwards, which takes longer the more is stored.
  Result<int> catch_up();
  /// Cleans the files after an erasure or an expiry that could not.
  Status scrub_if_due();

 private:
  struct Found {
    Person person;
    std::vector<Id> others;
    Id last = 0;  ///< newest stored post when it was looked
  };
  Result<Person> find(const std::string& network, const std::string& who);
  Result<Found> look_around(std::function<Result<Person>(soci::session&)> find);
  Result<LedgerEntry> promise(const std::string& kind, const Person& person);
  Result<Request> carry_out(const LedgerEntry& entry, const std::string& actor,
                            const std::function<Status(soci::session&, Request&)>& work);
  Result<Request> erase_found(const LedgerEntry& entry, const Found& found, const std::string& actor);
  Result<Request> change_restriction(const LedgerEntry& entry, const Person& person, const std::string& actor);
  Result<Request> apply(const LedgerEntry& entry);
  Status add_spoken(soci::session& sql, const LedgerEntry& entry, Person& person);

  Parts parts_;
};

/// For the command line and the api: no names in it.
boost::json::object to_json(const Request& request);

/// Inside the transaction that carries it out.
void insert_request(soci::session& sql, const Request& request);

/// Marks the files as in need of scrubbing, inside a transaction that deletes.
void want_scrub(soci::session& sql);

}  // namespace resonanz::govern
