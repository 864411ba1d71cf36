#pragma once
// What is told besides alerts, in words of whoever tells it. No text of a post, no name of anybody outside.

#include <soci/soci.h>

#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "store/database.h"

namespace resonanz::notice {

struct Notice {
  Id id = 0, room = 0;
  TimeUs at = 0;
  std::string kind;  ///< for programs: "crisis.opened"
  std::string path;  ///< where in the application it leads: "/crisis/7"
  std::string title_de, title_en, text_de, text_en;

  const std::string& title(std::string_view language) const { return language == "de" ? title_de : title_en; }
  const std::string& text(std::string_view language) const { return language == "de" ? text_de : text_en; }
};

/// Writes it and its tellings in the caller's transaction; they are told at once, whatever the hour.
void post_notice(soci::session& sql, const Notice& notice, const std::vector<Id>& targets);

/// Error: not_found.
Result<Notice> find_notice(store::Database& db, Id id);

}  // namespace resonanz::notice
