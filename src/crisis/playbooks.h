#pragma once
// The house's playbooks: what to do from which level on, by whom, within how long. A room keeps a copy of its steps.

#include "crisis/room.h"
#include "store/database.h"

namespace resonanz::crisis {

struct PlaybookStep {
  int level = 1;
  std::string text;
  int due_minutes = 0;  ///< after the level began; 0: no time
  Id owner = 0;         ///< 0: the room's lead
};

struct Playbook {
  Id id = 0, updated_by = 0;  ///< updated_by 0: as shipped
  std::string name, language = "de";
  int version = 1;
  std::vector<PlaybookStep> steps;
  TimeUs updated_at = 0;
};

/// Thread-safe. Changes are audited.
class Playbooks {
 public:
  explicit Playbooks(store::Database& db) : db_(db) {}

  /// Puts the shipped ones (specs/playbook.toml) in, once in a house's life.
  Status ship(TimeUs now);
  Result<std::vector<Playbook>> list();
  /// Errors: value, not_found (an owner).
  Result<Playbook> add(const Playbook& playbook, Id user, TimeUs now);
  /// `playbook.version` is the one last read. Errors: those of add(), conflict.
  Result<Playbook> change(const Playbook& playbook, Id user, TimeUs now);
  Status remove(Id id, Id user, TimeUs now);

 private:
  store::Database& db_;
};

/// The first in that language, else the first; 0 where there is none.
Id default_playbook(soci::session& sql, const std::string& language);
/// "" where it is not there any more.
std::string playbook_name(soci::session& sql, Id id);
/// The playbook's steps of one level into the room, due after now.
void copy_steps(soci::session& sql, Room& room, int level, TimeUs now);

}  // namespace resonanz::crisis
