#pragma once
// Proximity.

#include <vector>

#include "listen/occurrences.h"

namespace resonanz::listen {

/// True if `a` and `b` stand in one field, share no token, and at most step.distance tokens lie strictly between their
/// nearest ends; with step.ordered `a` ends before `b` begins.
bool is_near(const Hit& a, const Hit& b, const NearStep& step);

/// Every pair of hits that is near, as one hit each; sorted, at most kMostHits. Both sides are sorted, so that only
/// what can be near is looked at. `first_only`: one is enough.
std::vector<Hit> near_hits(const std::vector<Hit>& left, const std::vector<Hit>& right, const NearStep& step,
                           bool first_only);

}  // namespace resonanz::listen
