#pragma once
// New mentions become a segment.

#include "privacy/keys.h"
#include "store/database.h"

namespace resonanz::history {

/// Makes one segment of the mentions that none has yet, where there are `least` of them; false: there are not. Small
/// segments at the end are taken into the new one, so that there are few: as in a binary counter every post is written
/// anew a few times only. Errors: store, keys.
Result<bool> index_new(store::Database& db, const privacy::Keys& keys, std::size_t least);

}  // namespace resonanz::history
