#include "measure/service.h"

#include "measure/selected.h"

namespace resonanz::measure {
namespace {

std::optional<double> median(std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  const auto middle = values.size() / 2;
  return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/// Seconds from hearing a post to the first answer, of cases opened in the period.
std::vector<double> answer_times(soci::session& sql, TimeUs from, TimeUs to) {
  std::vector<double> out;
  TimeUs heard = 0, answered = 0;
  soci::statement query =
      (sql.prepare << "SELECT m.received_at, c.first_answer_at FROM cases c JOIN mentions m ON "
                      "m.id = c.mention_id WHERE c.first_answer_at >= :f AND c.first_answer_at < :t",
       soci::use(from), soci::use(to), soci::into(heard), soci::into(answered));
  query.execute();
  while (query.fetch()) out.push_back(static_cast<double>(std::max<TimeUs>(0, answered - heard)) / kSecondUs);
  return out;
}

void read_waiting(soci::session& sql, Service& out, TimeUs now, int minutes) {
  const TimeUs limit = now - minutes * kMinuteUs;
  TimeUs oldest = 0;
  soci::indicator oldest_set, due_set;
  sql << "SELECT count(*), MIN(m.received_at), SUM(CASE WHEN m.received_at < :l THEN 1 ELSE 0 END) FROM conversations cv "
         "JOIN mentions m ON m.id = cv.last_mention_id LEFT JOIN cases c ON c.conversation_id = cv.id "
         "WHERE cv.waiting = 1 AND (c.id IS NULL OR c.state = 'open')",
      soci::use(limit), soci::into(out.waiting), soci::into(oldest, oldest_set), soci::into(out.over_due, due_set);
  if (oldest_set == soci::i_ok) out.oldest_waiting = oldest;
  if (due_set != soci::i_ok) out.over_due = 0;
}

/// Conversations in which the selection has a mention; without one, all.
std::int64_t count_dismissed(soci::session& sql, const Selection& of, TimeUs from, TimeUs to) {
  std::string statement =
      "SELECT count(*) FROM conversations cv WHERE dismissed_by IS NOT NULL AND last_at >= :f AND last_at < :t";
  if (of.query || of.source || !of.lang.empty())
    statement += fmt::format(" AND EXISTS (SELECT 1 FROM mentions m {} WHERE m.conversation_id = cv.id)",
                             join_readings("m.id", of));
  std::int64_t out = 0;
  sql << statement, soci::use(from), soci::use(to), soci::into(out);
  return out;
}

}  // namespace

Service read_service(soci::session& sql, const Asked& asked, Period period) {
  const TimeUs from = period.begin(), to = period.end();
  const int first_answer_minutes = asked.first_answer_minutes;
  Service out;
  out.dismissed = count_dismissed(sql, asked.of, from, to);
  read_waiting(sql, out, asked.until, first_answer_minutes);
  const auto times = answer_times(sql, from, to);
  out.answers = static_cast<std::int64_t>(times.size());
  out.answers_in_time =
      std::count_if(times.begin(), times.end(), [&](double s) { return s <= first_answer_minutes * 60.0; });
  out.first_answer_s = median(times);
  out.first_answer_before_s = median(answer_times(sql, from - (to - from), from));
  sql << "SELECT count(*) FROM cases WHERE state <> 'closed'", soci::into(out.open_cases);
  sql << "SELECT count(*) FROM cases WHERE closed_at >= :f AND closed_at < :t", soci::use(from), soci::use(to),
      soci::into(out.closed_cases);
  return out;
}

}  // namespace resonanz::measure
