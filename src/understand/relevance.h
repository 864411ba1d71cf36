#pragma once
// How likely a post that a query matched is about what the query means, before anybody has said so: from where and how
// often it matched.

#include <cstddef>

namespace resonanz::understand {

inline constexpr int kRelevanceVersion = 1;

struct MatchPlaces {
  bool in_title = false;
  std::size_t count = 0;  ///< places that matched; 0 for a match by author, language and the like
  double first = 0;       ///< where in the text the first stands: 0 its beginning, 1 its end
  std::size_t words = 0;  ///< of title and text
};

/// A probability with weights set by hand, not learned: it puts mentions in order until people's corrections train a
/// model. More for the title, for repetition and for an early place; less for one place in a long text.
double relevance_of(const MatchPlaces& places);

}  // namespace resonanz::understand
