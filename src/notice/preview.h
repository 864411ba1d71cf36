#pragma once
// What a rule would have raised over the past, from what is stored.

#include "notice/post_rules.h"
#include "store/database.h"

namespace resonanz::notice {

struct Preview {
  struct Firing {
    TimeUs at = 0;
    std::int64_t count = 0;
    std::optional<Interval> usual;  ///< of rules about counts
  };
  std::vector<Firing> firings;  ///< oldest first
  int weeks = 0;
  bool whole = true;  ///< false: there were more posts than are looked at; the oldest are missing
};

/// Over the last `weeks`. Seconds at most. Errors: those of the rule's words, keys.
Result<Preview> preview(store::Database& db, const privacy::Keys& keys, const Rule& rule, int weeks, TimeUs now);

}  // namespace resonanz::notice
