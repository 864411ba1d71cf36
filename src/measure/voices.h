#pragma once
// Who was heard by many: authors by reach, as keyed references without names.

#include "measure/overview.h"

namespace resonanz::measure {

struct Voice {
  std::string author_ref;
  Id source = 0;
  std::int64_t reach = 0;  ///< followers when last heard
  std::int64_t count = 0, negative = 0;
  Id latest = 0;  ///< a mention
};

/// The widest first; only those that 1,000 or more follow, and of the mentions with most reach so many that it stays
/// quick.
Result<std::vector<Voice>> read_voices(store::Database& db, const Asked& asked);

}  // namespace resonanz::measure
