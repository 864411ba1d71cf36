#pragma once
// Levels 1 watch, 2 issue, 3 crisis, 4 emergency: what they follow from, and the clocks that each starts.

#include "crisis/room.h"

namespace resonanz::crisis {

struct Derived {
  int level = 1;
  std::optional<Fact> because;  ///< empty: severity
};
/// Severity decides; a journalist lifts it to 2, harm by the product to 3, injury to 4.
Derived derive_level(int severity, const Facts& facts);

/// A level that a person set stands until the derived one rises above both it and what was derived then.
bool is_overtaken(const SetLevel& set, const Derived& derived);

/// Severity from which on a level is derived.
int least_severity(int level);

struct Limit {
  ClockKind kind = ClockKind::look;
  int minutes = 0;
};
/// The clocks of a level, in the order of their kinds.
std::vector<Limit> limits_of(int level);

/// When a clock is due whose level began at `began`; a higher level never gives more time than the one before it.
TimeUs due_of(const Limit& limit, TimeUs began, const Clock* before);

}  // namespace resonanz::crisis
