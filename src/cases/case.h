#pragma once
// A case: one conversation with somebody outside, and the one colleague who is accountable for it.

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"

namespace resonanz::cases {

enum class State { open, snoozed, closed };
std::string_view name_of(State state);
State state_from(std::string_view name);

/// Why a name may be opened: to answer the person, to fulfil a right of theirs, for a legal claim, because of a danger
/// to life, by order of a court.
bool is_reason(std::string_view code);

struct Draft {
  std::string text, lang;
  int version = 0;  ///< 0 where there never was one; grows with every change
  Id updated_by = 0;
  std::optional<TimeUs> updated_at;
};

struct Promise {
  Id id = 0;
  std::string text;
  TimeUs due = 0;
  std::optional<TimeUs> kept_at;
};

struct Case {
  Id id = 0;
  int number = 0;  ///< what people call it by
  Id conversation = 0;
  Id mention = 0;          ///< the post that was taken
  std::string author_ref;  ///< whose name it opened
  State state = State::open;
  Id assignee = 0;
  TimeUs opened_at = 0;
  std::optional<TimeUs> closed_at, snoozed_until, first_answer_at;
  std::optional<TimeUs> sealed_at;  ///< the name was sealed again; a new recorded opening clears it
  Draft draft;
};

/// Something that happened in a case and is shown in its thread.
struct Event {
  Id id = 0;
  TimeUs at = 0;
  Id user = 0;       ///< 0: the system
  std::string kind;  ///< note, taken, assigned, closed, reopened, snoozed, woken, dismissed, promised, edited, deleted
  std::string text;  ///< per kind: the note, the new assignee's id and note, the reason, the time
};

}  // namespace resonanz::cases
