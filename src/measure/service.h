#pragma once
// What the inbox owes and how fast it answered.

#include "measure/overview.h"

namespace resonanz::measure {

/// Inside the caller's transaction. Waiting and open cases are of now, the rest of the time between.
Service read_service(soci::session& sql, TimeUs now, TimeUs from, TimeUs to, int first_answer_minutes);

}  // namespace resonanz::measure
