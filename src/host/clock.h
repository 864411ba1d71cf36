#pragma once
// The seams to the machine: time and randomness. Production code asks for them here, tests put twins in.

#include <atomic>

#include "base/time.h"

namespace resonanz::host {

/// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual TimeUs now() const = 0;
};

/// The machine's clock.
const Clock& system_clock();

/// A clock that stands where a test puts it.
class ManualClock : public Clock {
 public:
  explicit ManualClock(TimeUs start) : now_(start) {}
  TimeUs now() const override { return now_.load(); }
  void set(TimeUs time) { now_ = time; }
  void advance(TimeUs by) { now_ += by; }

 private:
  std::atomic<TimeUs> now_;
};

}  // namespace resonanz::host
