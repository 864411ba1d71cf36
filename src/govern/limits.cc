#include "govern/limits.h"

namespace resonanz::govern {
namespace {
constexpr Limit kLimits[] = {
#define RESONANZ_RETENTION(table, days, from, with, unless, keep, outside) \
  {table, days, from, with, unless, keep, outside},
#include "specs/retention.inc"
#undef RESONANZ_RETENTION
};
}  // namespace

std::span<const Limit> limits() { return kLimits; }

}  // namespace resonanz::govern
