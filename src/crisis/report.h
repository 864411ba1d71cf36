#pragma once
// The closing report: what happened, when, how well; of an open room as it stands. No names of people outside.

#include "crisis/rooms.h"
#include "crisis/severity.h"
#include "crisis/statements.h"
#include "crisis/words.h"

namespace resonanz::crisis {

/// From one time to another; empty where it did not come to that.
struct Delays {
  std::optional<TimeUs> alarm_to_room, alarm_to_answer, alarm_to_statement, room_to_statement;
};

struct Report {
  Room room;
  Severity severity;
  std::string query;  ///< its name; "" for every mention
  std::vector<Statement> statements;
  std::vector<publish::Hold> holds;
  std::vector<audit::Moment> timeline;  ///< oldest first
  Delays delays;
  int clocks_met = 0, clocks_missed = 0, clocks_running = 0;
  int steps_done = 0, steps_skipped = 0, steps_open = 0;
  std::int64_t held = 0;
  TimeUs at = 0;
};

/// Error: not_found.
Result<Report> read_report(store::Database& db, Id room, TimeUs now);

/// As Markdown, to print and hand on.
std::string report_text(const Report& report, const Reader& reader);

}  // namespace resonanz::crisis
