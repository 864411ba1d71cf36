#pragma once
// What a rule about counts says of an hour, from the hours before it.

#include <memory>

#include "notice/hour_counts.h"
#include "notice/rule.h"

namespace resonanz::notice {

struct Verdict {
  bool alarm = false;
  double count = 0;  ///< mentions, or negative ones
  Expected expected;
  int baseline_hours = 0;                    ///< how many hours before it were learnt from
  double share = 0, usual_share = 0, z = 0;  ///< of negatives among those with a tone, in three
                                               ///< hours; of a rule about them only
};

/// Not thread-safe. Hours come in order, each once.
class Judge {
 public:
  virtual ~Judge() = default;
  /// Precondition: rule.counts().
  static std::unique_ptr<Judge> of(const Rule& rule);

  /// Of an hour that may still run, without learning.
  virtual Verdict look(const HourCount& hour) const = 0;
  virtual Verdict take(const HourCount& hour) = 0;
};

}  // namespace resonanz::notice
