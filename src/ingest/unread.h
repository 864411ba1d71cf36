#pragma once
// Reads mentions that were stored before there were models, that came back, that a query was applied to, or that older
// models read: in small batches, behind everything else.

#include "base/background.h"
#include "ingest/mentions.h"
#include "ingest/readings.h"

namespace resonanz::ingest {

class Unread {
 public:
  /// What is given outlives it.
  Unread(store::Database& db, const privacy::Keys& keys, Readings& readings)
      : db_(db), readings_(readings), mentions_(keys) {}
  ~Unread() { stop(); }

  /// Everything that other models than `versions` read is to be read again.
  Status expect(const std::string& versions);
  /// One batch; false: nothing waits. Call from one thread.
  Result<bool> step();
  /// How many wait.
  Result<std::int64_t> waiting();

  /// Works in a thread of its own until stop().
  void start();
  void stop() { background_.stop(); }

 private:
  store::Database& db_;
  Readings& readings_;
  Mentions mentions_;
  Background background_;  ///< last: it uses the others
};

}  // namespace resonanz::ingest
