#include "notice/last_hour.h"

namespace resonanz::notice {

HourCount read_last_hour(soci::session& sql, Id query, TimeUs now) {
  HourCount out{hour_of(now)};
  const TimeUs from = now - kHourUs;
  sql << "SELECT count(*), COALESCE(SUM(f.sentiment = 'negative' AND NOT f.repeated), 0), COALESCE(SUM(f.sentiment IN "
         "('positive', 'neutral', 'negative') AND NOT f.repeated), 0) FROM mentions m JOIN mention_facts f ON "
         "f.mention_id = m.id AND f.query_id = :q AND f.hidden = 0 WHERE m.created_at > :f AND m.created_at <= :t",
      soci::use(query), soci::use(from), soci::use(now), soci::into(out.mentions), soci::into(out.negative),
      soci::into(out.judged);
  return out;
}

void stretch(HourCount& running, const HourCount& last) {
  running.mentions = std::max(running.mentions, last.mentions);
  if (last.negative < running.negative) return;  // a share is of one stretch
  running.negative = last.negative;
  running.judged = std::max(running.judged, last.judged);
}

}  // namespace resonanz::notice
