#pragma once
// What people do in a crisis room. Every act is one transaction with its entry in the timeline and the audit; open
// pages hear of it.

#include "crisis/room.h"
#include "crisis/steps.h"
#include "host/clock.h"
#include "privacy/keys.h"
#include "publish/hold.h"
#include "store/database.h"
#include "stream/hub.h"

namespace resonanz::crisis {

struct NewRoom {
  std::string title, reason, language = "de";
  bool drill = false;
  Id alert = 0, query = 0;                 ///< query: without an alert; 0 then: every mention
  Id lead = 0, playbook = 0;               ///< 0: who opens it; the first in the language
  std::optional<std::vector<Id>> targets;  ///< those of the alert's rule, if left out
  int level = 0;                           ///< a higher one than the derived; 0: the derived one
};

struct RoomChange {
  std::optional<std::string> title, lessons;
  std::optional<Id> lead;
  std::optional<std::vector<Id>> targets;
};

/// Real rooms only; drills do not count.
struct RoomFigures {
  std::int64_t rooms = 0, open = 0, clocks_met = 0, clocks_missed = 0;
  std::optional<double> statement_minutes;  ///< median, from the alarm or the opening to the first published statement
};

struct OpenCounts {
  std::int64_t rooms = 0, drills = 0, held = 0;
};

/// Thread-safe. Errors besides those named: not_found; state where the room is closed.
class Rooms {
 public:
  struct Parts {
    store::Database& db;
    const privacy::Keys& keys;
    stream::Hub& hub;
    const host::Clock& clock;
  };
  explicit Rooms(Parts parts) : parts_(parts) {}

  /// Errors: value, not_found (alert, query, lead, playbook), state where the alert has an open room already.
  Result<Room> open(const NewRoom& wanted, Id user);
  Result<Room> find(Id id);
  /// `state` "open", "closed" or "all"; open ones first, then newest first; below `before` (0: from the newest).
  Result<std::vector<Room>> list(const std::string& state, Id before, int limit);
  /// The newest room of each alert that has one.
  Result<std::map<Id, Id>> by_alert();

  /// Errors: value, not_found (lead). Lessons may be written after the closing too, the rest not.
  Result<Room> change(Id id, const RoomChange& change, Id user);
  /// Error: state while it holds publishing.
  Result<Room> close(Id id, const std::string& note, const std::optional<std::string>& lessons, Id user);
  /// Opens a closed one, or refuses the proposal of one that proposes closing. Error: state where it is open.
  Result<Room> reopen(Id id, const std::string& reason, Id user);

  /// Error: value.
  Result<Room> state_fact(Id id, Fact fact, const std::string& value, const std::string& note, Id user);
  Result<Room> set_level(Id id, int level, const std::string& reason, Id user);
  Result<Room> derive_level(Id id, Id user);
  /// Errors: value (a time to come), state where the clock does not run.
  Result<Room> meet_clock(Id id, ClockKind kind, const std::string& note, TimeUs at, Id user);

  /// Errors: those of publish/hold.h.
  Result<Room> begin_hold(Id id, const std::string& reason, Id user);
  Result<Room> lift_hold(Id id, const std::string& note, Id user);

  Result<Room> add_step(Id id, const Step& step, Id user);
  Result<Room> change_step(Id step, const StepChange& change, Id user);
  Result<Id> add_entry(Id id, const std::string& text, Id user);

  Result<RoomFigures> figures();
  Result<OpenCounts> open_counts();

 private:
  using Act = std::function<Status(soci::session& sql, Room& room, TimeUs now)>;
  Result<Room> act(Id id, const Act& act);
  Result<Room> act_open(Id id, const Act& act);
  void announce(Id id);

  Parts parts_;
};

}  // namespace resonanz::crisis
