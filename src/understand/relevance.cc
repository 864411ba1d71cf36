#include "understand/relevance.h"

#include <algorithm>
#include <cmath>

namespace resonanz::understand {
namespace {

constexpr double kMatched = 0.4, kInTitle = 1.2, kRepeated = 0.6, kEarly = 0.8, kPerDoubling = -0.5;
constexpr double kMostRepetitions = 3, kShortPost = 50;

}  // namespace

double relevance_of(const MatchPlaces& places) {
  const double repetitions = places.count > 1 ? static_cast<double>(places.count - 1) : 0;
  const double length = std::max(1.0, static_cast<double>(places.words) / kShortPost);
  const double score = kMatched + (places.in_title ? kInTitle : 0) +
                       kRepeated * std::min(repetitions, kMostRepetitions) +
                       kEarly * (1 - std::clamp(places.first, 0.0, 1.0)) + kPerDoubling * std::log2(length);
  return 1 / (1 + std::exp(-score));
}

}  // namespace resonanz::understand
