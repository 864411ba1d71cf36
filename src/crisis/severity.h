#pragma once
// How severe: 0 to 10 points of five parts, each with its ground. The weights are those of specs/settings.toml
// [crisis]: what made firestorms lasting in a study of 78 of them (vivid trigger, product or social failure, volume,
// duration).

#include "crisis/room.h"

namespace resonanz::crisis {

enum class PartKind { media, failure, volume, duration, press };
std::string_view name_of(PartKind kind);
/// The fact that a person states for it; empty where it is measured.
std::optional<Fact> fact_of(PartKind kind);

/// From this value on, so many points.
struct Threshold {
  double from = 0;
  int points = 0;
};
struct Weight {
  PartKind part = PartKind::media;
  int max = 0;
  std::vector<Threshold> steps;  ///< empty: all or nothing
};
const std::vector<Weight>& weights();

struct Part {
  PartKind part = PartKind::media;
  int points = 0, max = 0;
  std::optional<double> value;  ///< posts, share, hours
};
struct Severity {
  int points = 0, max = 0;
  std::vector<Part> parts;
};
Severity severity_of(const Measured& measured, TimeUs began, const Facts& facts);

}  // namespace resonanz::crisis
