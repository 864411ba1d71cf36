#include "crisis/room.h"

#include <algorithm>

namespace resonanz::crisis {
namespace {

constexpr std::array<std::string_view, 3> kStates{"open", "quieting", "closed"};
constexpr std::array<std::string_view, 5> kFacts{"failure", "press", "journalist", "product_harm", "injury"};
constexpr std::array<std::string_view, 3> kClocks{"look", "answer", "statement"};

template <typename Kind, typename Names>
std::optional<Kind> parse(const Names& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Kind>(found - names.begin());
}

}  // namespace

std::string_view name_of(State state) { return kStates[static_cast<std::size_t>(state)]; }
std::string_view name_of(Fact fact) { return kFacts[static_cast<std::size_t>(fact)]; }
std::string_view name_of(ClockKind kind) { return kClocks[static_cast<std::size_t>(kind)]; }
std::optional<State> parse_state(std::string_view name) { return parse<State>(kStates, name); }
std::optional<Fact> parse_fact(std::string_view name) { return parse<Fact>(kFacts, name); }
std::optional<ClockKind> parse_clock(std::string_view name) { return parse<ClockKind>(kClocks, name); }

std::string value_of(const Facts& facts, Fact fact) {
  for (const Stated& stated : facts)
    if (stated.fact == fact) return stated.value;
  return "";
}

}  // namespace resonanz::crisis
