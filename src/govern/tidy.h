#pragma once
// What deleting posts leaves behind, put in order. Inside the caller's write transaction.

#include <soci/soci.h>

#include "base/id.h"

namespace resonanz::govern {

/// A case or an answer refers to this post: its row has to stay.
bool is_needed(soci::session& sql, Id mention);

/// The newest post that is left stands for the conversation. One without posts goes; 1 if it did, else 0.
int mend_conversation(soci::session& sql, Id conversation);

}  // namespace resonanz::govern
