#pragma once
// When a segment with changed posts is worth writing anew.

#include <cstdint>
#include <map>

namespace resonanz::history {

/// Few changes wait, many do not: each costs every search a look. But where they still come in, as in the nightly
/// expiry, the segment waits until they have stopped or are half of it: a mass deletion costs it a few writes, not one
/// for every batch. Not thread-safe.
class Pace {
 public:
  /// Once a look for every segment with changes.
  bool is_due(std::int64_t segment, std::int64_t posts, std::int64_t changes);
  void end_look() { before_.swap(now_), now_.clear(); }

 private:
  std::map<std::int64_t, std::int64_t> before_, now_;  ///< changes by segment: at the last look, at this one
};

}  // namespace resonanz::history
