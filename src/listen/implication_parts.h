#pragma once
// The two kinds of leaves of which implication.h compares: words, and what is known of a post beside them.

#include "listen/query.h"

namespace resonanz::listen {

/// True where every post with `a` has `b`.
bool words_imply(const Words& a, const Words& b);
bool predicate_implies(const Predicate& a, const Predicate& b);
/// True where no post answers both.
bool predicates_exclude(const Predicate& a, const Predicate& b);

}  // namespace resonanz::listen
