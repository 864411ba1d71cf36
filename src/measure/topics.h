#pragma once
// What was said in a period, by topic, compared with the same number of days before.

#include "measure/overview.h"
#include "understand/topics.h"

namespace resonanz::measure {

struct Topics {
  std::int64_t mentions = 0;  ///< in the period
  std::int64_t looked_at =
      0;  ///< how many of them: what repeats others is left out, and much is sampled evenly over the time
  bool compared = false;  ///< it was listened in the period before: what is new or rising is known
  std::vector<understand::Topic> topics;  ///< counts are of those looked at
};

Result<Topics> read_topics(store::Database& db, const Asked& asked, const understand::CommonWords& common);

}  // namespace resonanz::measure
