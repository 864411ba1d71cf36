#include "crisis/severity.h"

#include "specs/settings.h"

namespace resonanz::crisis {
namespace {

constexpr std::array<std::string_view, 5> kParts{"media", "failure", "volume", "duration", "press"};

std::vector<Weight> declared() {
  namespace s = settings;
  return {
      {PartKind::media, static_cast<int>(s::kCrisisMediaPoints), {}},
      {PartKind::failure, static_cast<int>(s::kCrisisFailurePoints), {}},
      {PartKind::volume, 3, {{s::kCrisisVolumeShare1, 1}, {s::kCrisisVolumeShare2, 2}, {s::kCrisisVolumeShare3, 3}}},
      {PartKind::duration, 2, {{s::kCrisisDuration1, 1}, {s::kCrisisDuration2, 2}}},
      {PartKind::press, static_cast<int>(s::kCrisisPressPoints), {}}};
}

int points_for(const Weight& weight, std::optional<double> value) {
  if (!value) return 0;
  if (weight.steps.empty()) return *value > 0 ? weight.max : 0;
  int points = 0;
  for (const Threshold& step : weight.steps)
    if (*value >= step.from) points = step.points;
  return points;
}

std::optional<double> value_for(PartKind part, const Measured& measured, TimeUs began, const Facts& facts) {
  switch (part) {
    case PartKind::media:
      return measured.media_posts;
    case PartKind::volume:
      return measured.volume_share;
    case PartKind::duration:
      if (measured.history < settings::kCrisisHistoryHours) return std::nullopt;
      return measured.hours(began);
    default:
      for (const Stated& stated : facts)
        if (stated.fact == *fact_of(part)) return stated.value.empty() ? 0 : 1;
      return std::nullopt;
  }
}

}  // namespace

std::string_view name_of(PartKind kind) { return kParts[static_cast<std::size_t>(kind)]; }

std::optional<Fact> fact_of(PartKind kind) {
  if (kind == PartKind::failure) return Fact::failure;
  if (kind == PartKind::press) return Fact::press;
  return std::nullopt;
}

const std::vector<Weight>& weights() {
  static const std::vector<Weight> all = declared();
  return all;
}

Severity severity_of(const Measured& measured, TimeUs began, const Facts& facts) {
  Severity out;
  for (const Weight& weight : weights()) {
    const auto value = value_for(weight.part, measured, began, facts);
    out.parts.push_back({weight.part, points_for(weight, value), weight.max, value});
    out.points += out.parts.back().points;
    out.max += weight.max;
  }
  return out;
}

}  // namespace resonanz::crisis
