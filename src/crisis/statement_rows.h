#pragma once
// Statements as they are stored, inside the caller's transaction.

#include <soci/soci.h>

#include "crisis/statements.h"

namespace resonanz::crisis {

/// By a condition on crisis_statements s with its order.
std::vector<Statement> load_statements(soci::session& sql, const std::string& where);
/// Error: not_found.
Result<Statement> load_statement(soci::session& sql, Id id);

/// Of the pool, those who wrote no version of it.
std::vector<Id> eligible(soci::session& sql, Id statement);
void put_version(soci::session& sql, Id statement, int version, const StatementText& words, Id user, TimeUs now);
void put_asked(soci::session& sql, Id statement, const std::vector<Id>& users);
/// What was decided so far counts no more, and nobody is asked.
void void_approvals(soci::session& sql, Id statement);

}  // namespace resonanz::crisis
