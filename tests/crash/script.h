#pragma once
// 500 operations of every kind over the real store, intake, cases and outbox, each one transaction, the same every
// time.

#include "cases/cases.h"
#include "ingest/testing.h"
#include "publish/outbox.h"

namespace resonanz::crash {

class Script {
 public:
  explicit Script(ingest::testing::House& house);
  /// The n-th operation; may be called again after an error.
  Status run(int n);
  static constexpr int kOperations = 500;

 private:
  Status append(int n);
  Status case_work(int n);
  Status answer(int n);
  Id newest(const std::string& select);

  ingest::testing::House& house_;
  cases::Cases cases_;
  publish::Outbox outbox_;
  Id user_ = 0;
};

}  // namespace resonanz::crash
