#pragma once
// Reads mentions that were stored before there were models, that came back, that a query was applied to, or that older
// models read or the same ones before people taught them: in small batches, behind everything else.

#include "base/background.h"
#include "ingest/learning.h"
#include "ingest/mentions.h"
#include "ingest/readings.h"

namespace resonanz::ingest {

class Unread {
 public:
  /// What is given outlives it.
  Unread(store::Database& db, const privacy::Keys& keys, Readings& readings, Learning& learning)
      : db_(db), readings_(readings), learning_(learning), mentions_(keys) {}
  ~Unread() { stop(); }

  /// Everything that other models than `versions` read is to be read again, except what the second tier read with
  /// `second` (empty where there is none): that it looks at again itself. Call before step().
  Status expect(const std::string& versions, const std::string& second = {});
  /// One batch; where nothing waits, a look at what people taught: then the newest mentions are read again. False:
  /// there is nothing to do. Call from one thread.
  Result<bool> step();

  /// Works in a thread of its own until stop().
  void start();
  void stop() { background_.stop(); }

 private:
  Result<bool> find_outdated();
  Result<bool> learn();
  bool leave_to_second(soci::session& sql, Id mention) const;

  store::Database& db_;
  Readings& readings_;
  Learning& learning_;
  Mentions mentions_;
  std::string versions_, second_;
  Background background_;  ///< last: it uses the others
};

}  // namespace resonanz::ingest
