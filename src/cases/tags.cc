// Tags by hand.
#include "audit/audit.h"
#include "cases/cases.h"

namespace resonanz::cases {
namespace {

Status check(soci::session& sql, Id mention, Id tag) {
  int deleted = -1, tags = 0;
  sql << "SELECT deleted_at IS NOT NULL FROM mentions WHERE id = :id", soci::use(mention), soci::into(deleted);
  sql << "SELECT count(*) FROM queries WHERE id = :id AND purpose = 'tag' AND deleted_at IS NULL", soci::use(tag),
      soci::into(tags);
  if (deleted < 0 || tags == 0) return fail(Errc::not_found);
  if (deleted) return fail(Errc::deleted);
  return done();
}

}  // namespace

Status Cases::set_tag(Id mention, Id tag, bool given, Id user) {
  const TimeUs now = clock_.now();
  const int flag = given ? 1 : 0;
  auto status = db_.write([&](soci::session& sql) -> Status {
    CHECK_OK(check(sql, mention, tag));
    sql << "INSERT INTO mention_tags (mention_id, query_id, given, user_id, at) VALUES (:m, :q, :g, :u, :t) "
           "ON CONFLICT (mention_id, query_id) DO UPDATE SET given = excluded.given, user_id = excluded.user_id, "
           "at = excluded.at",
        soci::use(mention), soci::use(tag), soci::use(flag), soci::use(user), soci::use(now);
    audit::append(sql, now,
                  {id_text(user), given ? "mention.tag" : "mention.untag", "mention " + id_text(mention),
                   "query " + id_text(tag)});
    return done();
  });
  if (status) announce(0, mention);  // it is shown anew in its place
  return status;
}

}  // namespace resonanz::cases
