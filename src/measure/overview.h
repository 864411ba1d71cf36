#pragma once
// The figures of the overview, each with its ground: how many, compared with what, what is usual at this hour.

#include <optional>

#include "measure/counts.h"

namespace resonanz::measure {

struct Point {
  TimeUs at = 0;
  std::int64_t count = 0, negative = 0;
  std::optional<double> usual_low, usual_high;  ///< empty where there are too few weeks to tell
};

/// What the inbox owes, whatever the overview is narrowed to; only `dismissed` follows it.
struct Service {
  std::int64_t dismissed = 0, waiting = 0, over_due = 0, open_cases = 0, closed_cases = 0;
  std::optional<TimeUs> oldest_waiting;
  std::optional<double> first_answer_s, first_answer_before_s;  ///< medians
  std::int64_t answers = 0, answers_in_time = 0;
};

/// One source, language or query of the overview, with the same number of days before.
struct Part {
  Id id = 0;
  std::string name;  ///< of a language its code
  Counts now, before;
};

struct Asked {
  Selection of;
  TimeUs until = 0;  ///< rounded up to a whole step
  int days = 14;
  int first_answer_minutes = 0;
};

/// Hours up to 14 days, else days.
Period period_of(const Asked& asked);
/// As long, and just before.
Period period_before(Period period);
/// Was anything heard on the first day of the period, or before it?
bool was_listening(soci::session& sql, Period period);

struct Overview {
  TimeUs from = 0, to = 0;
  bool hourly = true;
  Counts counts;
  std::optional<Counts> before;  ///< the same number of days before; empty if we did not listen then
  std::int64_t unread = 0;       ///< waiting to be read (again), counted to 10,000
  std::vector<Point> series;
  std::vector<Part> sources, languages,
      brands;  ///< most first; brands are the queries that listen, in `of`'s source and language
  Service service;
};

Result<Overview> read_overview(store::Database& db, const Asked& asked);

inline constexpr std::size_t kUsualWeeks = 6;  ///< looked back

/// What is usual at each hour of the week: mean ± 2 standard deviations over the weeks before, as one band. `counts`
/// holds one value an hour, oldest first; needs three earlier weeks for a point, else the point has no band.
std::vector<Point> with_band(const std::vector<std::int64_t>& counts, std::size_t shown, TimeUs first);

}  // namespace resonanz::measure
