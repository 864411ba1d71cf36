#include "notice/rule.h"

#include <algorithm>
#include <array>

namespace resonanz::notice {
namespace {
constexpr std::array<std::string_view, 5> kKinds{"match", "volume", "negative", "reach", "words"};
}

std::string_view name_of(Rule::Kind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<Rule::Kind> parse_kind(std::string_view name) {
  const auto found = std::find(kKinds.begin(), kKinds.end(), name);
  if (found == kKinds.end()) return std::nullopt;
  return static_cast<Rule::Kind>(found - kKinds.begin());
}

}  // namespace resonanz::notice
