#pragma once
// What is known of a post beside its words.

#include "listen/document.h"
#include "listen/query.h"

namespace resonanz::listen {

/// A value that the post does not have (no rating, no address, no time) never matches.
bool holds(const Predicate& predicate, Document& document);

/// 0 to 99, the same for a post for ever: from its source and its id.
int sample_of(const Post& post);

}  // namespace resonanz::listen
