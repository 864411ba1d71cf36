#pragma once
// The second tier in the background: it looks again at what the first models were not sure of, newest first, behind
// everything else.

#include "base/background.h"
#include "ingest/mentions.h"
#include "ingest/readings.h"
#include "stream/hub.h"

namespace resonanz::ingest {

class SecondLook {
 public:
  /// `reader` asks the second tier. What is given outlives it.
  SecondLook(store::Database& db, const privacy::Keys& keys, stream::Hub& hub, Readings& readings, Reader reader)
      : db_(db), hub_(hub), readings_(readings), reader_(std::move(reader)), mentions_(keys) {}
  ~SecondLook() { stop(); }

  /// A few mentions, read without holding the store, kept where they did not change meanwhile. Open pages hear of those
  /// that it says something new about. False: nothing is in doubt. Call from one thread.
  Result<bool> step();

  /// Works in a thread of its own until stop().
  void start();
  void stop() { background_.stop(); }

 private:
  struct Looked {
    Mention mention;             ///< as it was when it was read
    std::vector<Match> matches;  ///< how each is spoken of
    Reading reading;
  };
  Result<bool> keep(soci::session& sql, const Looked& looked);

  store::Database& db_;
  stream::Hub& hub_;
  Readings& readings_;
  Reader reader_;
  Mentions mentions_;
  Background background_;  ///< last: it uses the others
};

/// How many mentions wait for a second look.
Result<std::int64_t> count_doubtful(store::Database& db);

}  // namespace resonanz::ingest
