#pragma once
// Search over everything stored: the same answers as the live match, from the index where it can decide, else by the
// reference evaluator.

#include <chrono>

#include "history/stored_posts.h"
#include "history/view.h"

namespace resonanz::history {

struct Wish {
  std::size_t limit = 20;        ///< hits wanted, newest first
  std::optional<Entry> below{};  ///< only hits older than this one: the next page
  bool per_day = false;
  /// Asked now and then; true: no more time for posts that the index alone cannot decide. Empty: as long as it takes.
  std::function<bool()> enough{};
};
/// True from so long after now.
std::function<bool()> enough_after(std::chrono::milliseconds time);

struct Found {
  std::vector<Entry> hits;                       ///< newest first; of what was decided
  bool more = false;                             ///< there are older ones
  std::int64_t total = 0;                        ///< of what was decided, below counts for nothing here
  std::map<std::int32_t, std::int64_t> per_day;  ///< by day since 1970
  std::int64_t posts = 0;                        ///< stored, about
  std::int64_t undecided = 0;  ///< of these: the time ended before they were looked at; the answer is whole at 0
};

/// Thread-safe.
class History {
 public:
  explicit History(const privacy::Keys& keys) : keys_(keys) {}

  /// On the caller's snapshot. What is undecided is the oldest. Errors: store, keys.
  Result<Found> find(soci::session& sql, const listen::Query& query, const Wish& wish);

  /// Ids above `after` that may match, ascending, of one stretch of ids at least; `upto` is where it ends. Empty and
  /// upto 0: there is nothing above. For those who look at each themselves.
  struct Stretch {
    std::vector<Id> ids;
    Id upto = 0;
    std::int64_t posts = 0;
  };
  Result<Stretch> candidates(soci::session& sql, const listen::Query& query, Id after);

 private:
  const privacy::Keys& keys_;
  Directories directories_;
};

}  // namespace resonanz::history
