#include "notice/last_hour.h"

namespace resonanz::notice {

HourCount read_last_hour(soci::session& sql, Id query, TimeUs now) {
  HourCount out{hour_of(now), 0, 0};
  const TimeUs from = now - kHourUs;
  sql << "SELECT count(*), COALESCE(SUM(f.sentiment = 'negative'), 0) FROM mentions m JOIN mention_facts f ON "
         "f.mention_id = m.id AND f.query_id = :q AND f.hidden = 0 WHERE m.created_at > :f AND m.created_at <= :t",
      soci::use(query), soci::use(from), soci::use(now), soci::into(out.mentions), soci::into(out.negative);
  return out;
}

}  // namespace resonanz::notice
