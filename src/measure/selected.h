#pragma once
// The mentions that a selection holds, as part of a statement.

#include "measure/counts.h"

namespace resonanz::measure {

/// How a mention joined by join_readings() speaks: of the query where its own sentences do.
inline constexpr std::string_view kToneOf = "COALESCE(NULLIF(mm.sentiment, ''), r.sentiment)";

/// Joins the readings r and the query's matches mm to a mention's id; what the selection leaves out is left out. Needs
/// no values bound: the language is checked to be a word.
std::string join_readings(std::string_view mention, const Selection& of);
/// The same as a condition on mm and r, where a query is selected and its matches lead.
std::string condition_of(const Selection& of);

}  // namespace resonanz::measure
