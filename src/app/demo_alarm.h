#pragma once
// The demo company's alert rules, and the alarm that its rumour raised: from it a crisis room can be opened.

#include "base/id.h"
#include "store/database.h"

namespace resonanz::app {

/// What the rule would have raised at its hour, from what is stored; nothing of later hours is looked at.
Status seed_alarm(store::Database& db, Id query, Id user, TimeUs now);

}  // namespace resonanz::app
