#pragma once
// Restriction of processing (Art. 18): what is stored of a person leaves every list, search, figure and match, and
// stays sealed in a table of its own until it is released or erased.

#include "govern/person.h"
#include "ingest/mention.h"

namespace resonanz::govern {

/// Puts a person's posts aside; how many. Inside the caller's write transaction.
Result<std::int64_t> set_aside(soci::session& sql, const privacy::Keys& keys, const Person& person, TimeUs now);
/// And back to where they were; how many.
Result<std::int64_t> put_back(soci::session& sql, const privacy::Keys& keys, const Person& person);

/// What is set aside of one mention. Error not_found.
Result<ingest::Mention> open_aside(soci::session& sql, const privacy::Keys& keys, Id mention);
Status seal_aside(soci::session& sql, const privacy::Keys& keys, const ingest::Mention& mention, TimeUs now);

}  // namespace resonanz::govern
