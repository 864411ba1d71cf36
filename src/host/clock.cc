#include "host/clock.h"

#include <chrono>

namespace resonanz::host {

const Clock& system_clock() {
  struct System : Clock {
    TimeUs now() const override {
      return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count();
    }
  };
  static const System clock;
  return clock;
}

}  // namespace resonanz::host
