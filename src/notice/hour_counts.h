#pragma once
// How many mentions a query had, hour by hour, from the counts that the store keeps.

#include <soci/soci.h>

#include <vector>

#include "base/id.h"
#include "base/time.h"

namespace resonanz::notice {

struct HourCount {
  std::int64_t hour = 0;  ///< since 1970
  double mentions = 0, negative = 0;  ///< negatives without those that repeat an earlier mention
  double judged = 0;                  ///< with a tone, each once: what a share of negatives is of
};

inline std::int64_t hour_of(TimeUs at) { return at / kHourUs; }

/// Every hour from the first that has a mention (not before `from`) up to and with `to`; empty where there is none.
/// Query 0 counts every mention once. What is hidden as not about the query does not count.
std::vector<HourCount> read_hours(soci::session& sql, Id query, std::int64_t from, std::int64_t to);

}  // namespace resonanz::notice
