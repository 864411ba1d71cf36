#pragma once
// Is the index what the mentions say?

#include "history/segment_rows.h"
#include "privacy/keys.h"
#include "store/database.h"

namespace resonanz::history {

struct Checked {
  std::int64_t posts = 0;     ///< that segments hold
  std::int64_t compared = 0;  ///< of these, compared with their mentions word by word
  std::string fault;          ///< the first one found; empty: none
};

/// On one snapshot, changing nothing. Every segment's posts against the mentions; word by word from the newest segment
/// back, until `most` posts have been compared. Errors: store, keys.
Result<Checked> check_index(store::Database& db, const privacy::Keys& keys, std::int64_t most);

}  // namespace resonanz::history
