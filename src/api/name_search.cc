#include "api/name_search.h"

#include <algorithm>

#include "audit/audit.h"

namespace resonanz::api {
namespace {

bool asks_for_authors(const listen::Query& query) {
  return std::any_of(query.predicates.begin(), query.predicates.end(),
                     [](const listen::Predicate& predicate) { return predicate.member == listen::Member::author; });
}

}  // namespace

Status NameSearches::note(store::Database& db, const listen::Query& query, Id user, TimeUs now) {
  if (!asks_for_authors(query)) return done();
  const std::lock_guard lock(mutex_);
  if (const auto last = noted_.find(user); last != noted_.end() && now - last->second < kHourUs) return done();
  CHECK_OK(db.write([&](soci::session& sql) -> Status {
    audit::append(sql, now, {id_text(user), "name.search", "", ""});
    return done();
  }));
  noted_[user] = now;
  return done();
}

}  // namespace resonanz::api
