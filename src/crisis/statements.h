#pragma once
// What the house says: drafts with versions, approved by exactly two of the pool who wrote none of them. An edit voids
// the approvals. After the time limit the rest of the pool is asked; nothing is ever published by the program.

#include "crisis/room.h"
#include "host/clock.h"
#include "store/database.h"
#include "stream/hub.h"

namespace resonanz::crisis {

inline constexpr std::size_t kNeeded = 2;

struct Approval {
  Id by = 0;
  TimeUs at = 0;
  int version = 0;
  std::string verdict, reason, hash;  ///< verdict "approved" or "refused"
  bool is_void = false;
};

struct Statement {
  Id id = 0, room = 0, by = 0, requested_by = 0, published_by = 0;
  std::string room_title, title, text, lang, state, url;
  bool drill = false;
  int version = 1;
  TimeUs at = 0;  ///< of this version
  std::optional<TimeUs> requested_at, escalated_at, published_at;
  std::vector<Id> asked;
  std::vector<Approval> approvals;  ///< oldest first
  std::vector<Id> may_approve;      ///< who may decide on this version now
};

struct StatementText {
  std::string title, text, lang;
};
struct StatementVersion {
  int version = 0;
  StatementText words;
  Id by = 0;
  TimeUs at = 0;
};

/// Of a room, oldest first. In the caller's transaction.
std::vector<Statement> statements_of(soci::session& sql, Id room);
/// How many wait for this colleague, who was asked and has not decided.
std::int64_t waiting_for(soci::session& sql, Id user);
/// Asks the rest of the pool where the time is over. How many statements. In the caller's transaction.
int escalate_due(soci::session& sql, const Room& room, TimeUs now);

/// Thread-safe. Every change returns the statement; errors besides those named: not_found; state where the room is
/// closed, or the statement's own state does not allow it.
class Statements {
 public:
  Statements(store::Database& db, stream::Hub& hub, const host::Clock& clock) : db_(db), hub_(hub), clock_(clock) {}

  /// Errors: value.
  Result<Statement> draft(Id room, const StatementText& words, Id user);
  /// `version` is the one last read. Errors: value, conflict.
  Result<Statement> edit(Id id, int version, const StatementText& words, Id user);
  /// `asked`: two of the pool, or empty for the first two. Errors: conflict, approvers, approver.
  Result<Statement> request(Id id, int version, std::vector<Id> asked, Id user);
  /// Errors: conflict, approver.
  Result<Statement> approve(Id id, int version, Id user);
  Result<Statement> refuse(Id id, int version, const std::string& reason, Id user);
  /// Errors: state without both approvals; value (no web address, a time to come).
  Result<Statement> published(Id id, const std::string& url, TimeUs at, Id user);
  Result<Statement> withdraw(Id id, const std::string& reason, Id user);

  Result<std::vector<StatementVersion>> versions(Id id);
  /// Approved and published ones of real rooms that are open, newest first.
  Result<std::vector<Statement>> usable();

 private:
  struct Act;
  Result<Statement> change(Id id, const std::function<Status(Act&)>& act);

  store::Database& db_;
  stream::Hub& hub_;
  const host::Clock& clock_;
};

}  // namespace resonanz::crisis
