#pragma once
// Applies queries to what was stored before them: in small batches, so that live posts come in meanwhile; from where it
// stopped, after whatever end of the process; and takes the matches of removed queries away.

#include "base/background.h"
#include "history/history.h"
#include "host/clock.h"
#include "listen/saved_queries.h"

namespace resonanz::history {

struct Backfill {
  enum class State { running, done, cancelled, failed };

  Id query = 0;
  int version = 0;  ///< of the query
  State state = State::running;
  Id position = 0;                        ///< mentions up to this id have been looked at
  std::int64_t looked_at = 0, posts = 0;  ///< of how many stored posts, about
  std::int64_t matches = 0;
  Id started_by = 0;
  TimeUs started_at = 0;
  std::optional<TimeUs> ended_at;
  std::string error_code;
};
std::string_view name_of(Backfill::State state);

/// Thread-safe. Changes are audited.
class Backfills {
 public:
  struct Parts {
    store::Database& db;
    const privacy::Keys& keys;
    const listen::SavedQueries& queries;
    History& history;
    const host::Clock& clock;
  };
  explicit Backfills(Parts parts) : parts_(parts) {}
  ~Backfills() { stop(); }

  /// From the first stored post. One that runs for the query starts over. Error not_found: no such query, or a tag
  /// that has none.
  Result<Backfill> begin(Id query, Id user);
  /// What it has matched stays. Error not_found: none runs.
  Result<Backfill> cancel(Id query, Id user);
  /// The last one of every query that had one.
  Result<std::vector<Backfill>> list();

  /// One batch of what there is to do; false: nothing. Call from one thread.
  Result<bool> step();
  /// Works in a thread of its own until stop().
  void start();
  void stop();

 private:
  Result<bool> remove_matches_of_removed();
  Result<std::optional<Backfill>> next();
  Status look_at(const Backfill& job, const listen::Query& query, const std::vector<Id>& ids, Id position);
  Status end(const Backfill& job, Backfill::State state, const std::string& error_code);

  Parts parts_;
  Background background_;  ///< last: it uses the others
};

}  // namespace resonanz::history
