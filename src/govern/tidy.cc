#include "govern/tidy.h"

namespace resonanz::govern {

bool is_needed(soci::session& sql, Id mention) {
  int n = 0;
  sql << "SELECT (SELECT count(*) FROM cases WHERE mention_id = :a) + (SELECT count(*) FROM outbox WHERE reply_to = :b)",
      soci::use(mention), soci::use(mention), soci::into(n);
  return n > 0;
}

int mend_conversation(soci::session& sql, Id conversation) {
  Id newest = 0;
  TimeUs at = 0;
  int alive = 0;
  sql << "SELECT id, created_at, deleted_at IS NULL FROM mentions WHERE conversation_id = :c "
         "ORDER BY deleted_at IS NOT NULL, created_at DESC, id DESC LIMIT 1",
      soci::use(conversation), soci::into(newest), soci::into(at), soci::into(alive);
  if (newest == 0) {
    sql << "DELETE FROM conversations WHERE id = :c", soci::use(conversation);
    return 1;
  }
  // Another last word than before: whether it waited for an answer was about the one that is gone.
  sql << "UPDATE conversations SET waiting = CASE WHEN last_mention_id = :m AND :alive = 1 THEN waiting ELSE 0 END, "
         "last_mention_id = :m2, last_at = :t WHERE id = :c",
      soci::use(newest), soci::use(alive), soci::use(newest), soci::use(at), soci::use(conversation);
  return 0;
}

}  // namespace resonanz::govern
