#pragma once
// The erasers: what an erasure does to each place of specs/retention.toml that holds something of people outside. They
// stand together because an erasure must be seen whole (docs/adr/0005); this folder is right of all that it erases
// from.

#include <soci/soci.h>

#include <map>

#include "govern/person.h"

namespace resonanz::govern {

using Counts = std::map<std::string, std::int64_t>;  ///< rows touched, by table

/// One erasure, inside one write transaction.
struct Erasure {
  soci::session& sql;
  const privacy::Keys& keys;
  const Person& person;
  const text::Masker& masker;
  TimeUs now;
  Counts counts;
};

/// Journal and quarantine: items that hold the person go; the ledger counts them as filtered(erased).
Status erase_queues(Erasure& erasure);
/// Their cases, answers to them and openings of their name: what names or quotes goes, what the house must account for
/// (who did what when) stays. Open cases end, unsent answers are cancelled.
Status erase_cases(Erasure& erasure);
/// Their posts, with matches, revisions and conversations that are left empty, and their key and name in the vault.
Status erase_posts(Erasure& erasure);
/// What others wrote about them, in posts, notes, drafts, answers, lists and errors: names and addresses become
/// asterisks. `others` are the posts to look at (see posts_naming()).
Status mask_texts(Erasure& erasure, const std::vector<Id>& others);

/// What colleagues wrote in crisis rooms, and what was told of it; every table has an id.
struct FreeText {
  const char *table, *column;
};
std::span<const FreeText> crisis_texts();

/// Stored posts of others that name the person or lead to them, with an id above `after`.
Result<std::vector<Id>> posts_naming(soci::session& sql, const privacy::Keys& keys, const Person& person,
                                     const text::Masker& masker, Id after);

/// Sources and live queries that name the person: what the house listens to is for people to change.
struct Remaining {
  std::string place;
  Id id = 0;
};
std::vector<Remaining> still_naming(soci::session& sql, const text::Masker& masker);

/// "(1,2,3)" for SQL: numbers only.
std::string id_list(const std::vector<Id>& ids);

}  // namespace resonanz::govern
