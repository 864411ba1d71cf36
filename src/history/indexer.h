#pragma once
// Keeps the index up with the mentions: makes segments of new ones, takes what changed out of old ones. What it has not
// come to yet is known (mark, history_changes) and looked at by every search, so that nothing is ever missed.

#include "base/background.h"
#include "history/pace.h"
#include "privacy/keys.h"
#include "store/database.h"

namespace resonanz::history {

struct Progress {
  std::int64_t posts = 0;    ///< indexed
  std::int64_t waiting = 0;  ///< stored or changed, and looked at one by one
  std::int64_t segments = 0;
};

/// Any number may work on one store, in one process or several: who comes second finds it done. The functions may be
/// called from any thread, step() from one.
class Indexer {
 public:
  using Time = std::chrono::steady_clock::time_point;

  Indexer(store::Database& db, const privacy::Keys& keys) : db_(db), keys_(keys) {}
  ~Indexer() { stop(); }

  /// One piece of work that is due; false: there is none. Changes are looked for about once a second.
  Result<bool> step(Time now = std::chrono::steady_clock::now());
  /// All of it, due or not.
  Status catch_up();
  /// What was deleted, erased or edited leaves the segments now. Milliseconds to seconds for each of the segments that
  /// hold such posts.
  Status apply_changes();
  /// Forgets every segment; step() makes them anew.
  Status rebuild();

  /// Works in a thread of its own until stop().
  void start();
  void stop();
  Result<Progress> progress();

 private:
  Result<bool> apply(bool all);
  Status check_format();

  store::Database& db_;
  const privacy::Keys& keys_;
  Pace pace_;
  Time applied_ = std::chrono::steady_clock::now();  ///< all changes, due or not
  std::optional<Time> looked_;

  Background background_;  ///< last: it uses the others
};

}  // namespace resonanz::history
