#pragma once
// Sums of the rollups: what was said of a query, in a stretch of hours, from some sources, in some language.

#include <array>
#include <map>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "store/database.h"

namespace resonanz::measure {

enum class Step { hour, day };

/// Whole hours or days (UTC) since 1970, from inclusive, to exclusive.
struct Period {
  Step step = Step::hour;
  std::int64_t from = 0, to = 0;
  TimeUs length() const { return step == Step::hour ? kHourUs : kDayUs; }  ///< of a step
  TimeUs begin() const { return from * length(); }
  TimeUs end() const { return to * length(); }
};

struct Selection {
  Id query = 0;  ///< 0: every mention once
  Id source = 0;
  std::string lang;  ///< "" for every one
};

struct Counts {
  /// Tones, intents and toxic ones leave out what repeats an earlier mention: it is one opinion.
  std::int64_t mentions = 0, positive = 0, neutral = 0, negative = 0, unsure = 0;
  std::int64_t complaints = 0, questions = 0, ideas = 0, praise = 0, toxic = 0;
  std::int64_t repeats = 0;  ///< of the mentions, those that say what an earlier one said
  std::int64_t hidden = 0;   ///< not among the mentions: not about the query
  /// With a tone; the others are in languages that no model reads, or the models were unsure.
  std::int64_t toned() const { return positive + neutral + negative; }
  /// What was said, each once.
  std::int64_t distinct() const { return mentions - repeats; }
  Counts& operator+=(const Counts& other);

  friend bool operator==(const Counts&, const Counts&) = default;
};

// Inside the caller's transaction.
Counts count(soci::session& sql, const Selection& of, Period period);
/// Steps in which nothing was said are left out.
std::map<std::int64_t, Counts> count_by_step(soci::session& sql, const Selection& of, Period period);
std::map<Id, Counts> count_by_source(soci::session& sql, const Selection& of, Period period);
std::map<std::string, Counts> count_by_language(soci::session& sql, const Selection& of, Period period);

}  // namespace resonanz::measure
