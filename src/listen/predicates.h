#pragma once
// What is known of a post beside its words.

#include "listen/document.h"
#include "listen/query.h"

namespace resonanz::listen {

/// A value that the post does not have (no rating, no address, no time) never matches.
bool holds(const Predicate& predicate, Document& document);

/// What a document offers and a predicate asks for, in one form, so that predicates can be looked up: a predicate with
/// keys holds only where the document has one of them. Empty where a member has no keys (ranges, has:, sample:, times).
std::vector<std::string> keys_of(const Predicate& predicate);
/// Of one value, folded; the same form.
std::string key_of(Member member, std::string_view value);
/// Of one member of a post; the same form.
std::vector<std::string> keys_of(Member member, Document& document);

/// 0 to 99, the same for a post for ever: from its source and its id.
int sample_of(const Post& post);

}  // namespace resonanz::listen
