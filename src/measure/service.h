#pragma once
// What the inbox owes and how fast it answered.

#include "measure/overview.h"

namespace resonanz::measure {

/// Inside the caller's transaction. Waiting and open cases are of now, the rest of the period; what is dismissed is of
/// the selection, too.
Service read_service(soci::session& sql, const Asked& asked, Period period);

}  // namespace resonanz::measure
