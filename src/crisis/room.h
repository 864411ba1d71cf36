#pragma once
// A crisis room as plain data: what is stored of it.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"

namespace resonanz::crisis {

inline constexpr int kLevels = 4;

enum class State { open, quieting, closed };
enum class Fact { failure, press, journalist, product_harm, injury };
enum class ClockKind { look, answer, statement };

std::string_view name_of(State state);
std::string_view name_of(Fact fact);
std::string_view name_of(ClockKind kind);
std::optional<State> parse_state(std::string_view name);
std::optional<Fact> parse_fact(std::string_view name);
std::optional<ClockKind> parse_clock(std::string_view name);

/// What only a person can judge.
struct Stated {
  Fact fact = Fact::failure;
  std::string value;  ///< "product", "service" or "social" of a failure, else "yes"; "": it is not so
  std::string note;
  Id by = 0;
  TimeUs at = 0;
};
using Facts = std::vector<Stated>;
/// The fact's value, "" where it is not so.
std::string value_of(const Facts& facts, Fact fact);

/// What was measured last.
struct Measured {
  int media_posts = 0;                 ///< of the posts that triggered it, those with an image or a video
  std::int64_t history = 0;            ///< hours before the crisis that are known
  std::optional<double> volume_share;  ///< of these, those with fewer mentions than the busiest hour since
  std::int64_t peak = 0;               ///< mentions in the busiest hour
  std::optional<std::int64_t> peak_hour, last_unusual;  ///< since 1970
  std::optional<std::int64_t> lasted_to;                ///< the last unusual hour that does not stand alone
  std::optional<double> peak_usual;                     ///< up to so many would have been usual in that hour
  std::int64_t mentions = 0, negative = 0, judged = 0;  ///< since it began; judged: with a tone
  int quiet_hours = 0;                                  ///< whole hours in a row, up to now, with nothing unusual

  /// From the beginning to the end of `lasted_to`.
  double hours(TimeUs began) const {
    const TimeUs end = lasted_to ? (*lasted_to + 1) * kHourUs : began;
    return end > began ? static_cast<double>(end - began) / static_cast<double>(kHourUs) : 0;
  }
  friend bool operator==(const Measured&, const Measured&) = default;
};

/// A level that a person set against the derived one.
struct SetLevel {
  int level = 1;
  Id by = 0;
  std::string reason;
  int over = 0;  ///< the derived level at that time
};

struct Clock {
  Id id = 0;
  ClockKind kind = ClockKind::look;
  int level = 1;
  TimeUs started_at = 0, due_at = 0;
  std::optional<TimeUs> met_at, ended_at;
  Id met_by = 0;
  std::string note;
  bool near_told = false, missed_told = false;

  bool missed(TimeUs now) const { return met_at.value_or(ended_at.value_or(now)) > due_at; }
  /// It runs, and a quarter of its time is left.
  bool near(TimeUs now) const {
    return !met_at && !ended_at && now <= due_at && now >= due_at - (due_at - started_at) / 4;
  }
};

struct LevelChange {
  int level = 1;
  TimeUs at = 0;
  Id by = 0;  ///< 0: derived
  std::string reason;
};

struct Step {
  Id id = 0, room = 0;
  int level = 0;  ///< 0: added by hand
  std::string text, state = "open", note;
  Id owner = 0, done_by = 0, added_by = 0;
  std::optional<TimeUs> due_at, done_at;
};

struct Room {
  Id id = 0, query = 0, alert = 0;
  std::string title, reason, lessons;
  bool drill = false;
  State state = State::open;
  TimeUs began_at = 0, opened_at = 0;
  std::optional<TimeUs> alert_at, closed_at, proposed_at, withdrawn_at;
  Id opened_by = 0, closed_by = 0, lead = 0, playbook = 0;
  int level = 1, severity = 0;
  std::optional<SetLevel> set;
  Measured measured;
  Facts facts;
  std::vector<Clock> clocks;  ///< ended ones too, oldest first
  std::vector<Step> steps;
  std::vector<LevelChange> levels;
  std::vector<Id> posts, targets;  ///< posts that are still there

  bool is_open() const { return state != State::closed; }
  const Clock* running(ClockKind kind) const {
    for (const Clock& clock : clocks)
      if (clock.kind == kind && !clock.ended_at) return &clock;
    return nullptr;
  }
};

}  // namespace resonanz::crisis
