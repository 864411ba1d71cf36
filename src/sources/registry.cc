// The table of kinds, made from specs/sources/*.toml: a TOML file without its folder does not link.

#include "sources/connector.h"

namespace resonanz::sources {

#define RESONANZ_SOURCE(kind, title, json) const Kind& kind##_kind();
#include "specs/sources.inc"
#undef RESONANZ_SOURCE

namespace {

struct Row {
  std::string_view kind;
  const Kind& (*get)();
  std::string_view spec;
};

constexpr Row kRows[] = {
#define RESONANZ_SOURCE(kind, title, json) {#kind, &kind##_kind, json},
#include "specs/sources.inc"
#undef RESONANZ_SOURCE
};

}  // namespace

const Kind* find_kind(std::string_view name) {
  for (const Row& row : kRows)
    if (row.kind == name) return &row.get();
  return nullptr;
}

std::vector<const Kind*> all_kinds() {
  std::vector<const Kind*> kinds;
  for (const Row& row : kRows) kinds.push_back(&row.get());
  return kinds;
}

std::string_view spec_json(std::string_view kind) {
  for (const Row& row : kRows)
    if (row.kind == kind) return row.spec;
  return {};
}

}  // namespace resonanz::sources
