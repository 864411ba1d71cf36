#pragma once
// Reading cases, inside a transaction.

#include <soci/soci.h>

#include "base/result.h"
#include "cases/case.h"

namespace resonanz::cases {

Result<Case> load_case(soci::session& sql, Id id);
/// Empty where nobody has taken the conversation.
std::optional<Case> case_of_conversation(soci::session& sql, Id conversation);
std::vector<Event> events_of(soci::session& sql, Id case_id);
std::vector<Promise> promises_of(soci::session& sql, Id case_id);
void add_event(soci::session& sql, Id case_id, TimeUs now, Id user, const std::string& kind, const std::string& text);

/// Is this author's name open in this case? While it is not closed, and for settings privacy.reseal_days afterwards;
/// then not until somebody opens it again with a reason, even if the case is reopened.
bool name_is_open(const Case& the_case, TimeUs now);
/// Opens a closed or sleeping case again; a name whose time is over stays sealed.
void open_again(soci::session& sql, Id case_id, TimeUs now);

}  // namespace resonanz::cases
