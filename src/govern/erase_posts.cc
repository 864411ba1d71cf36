#include "govern/erase.h"
#include "govern/tidy.h"

namespace resonanz::govern {
namespace {

/// A case or an answer refers to it: an empty row stays, which leads to nobody.
void empty_out(Erasure& e, Id mention) {
  const std::string native = "erased:" + id_text(mention);
  e.sql
      << "UPDATE mentions SET native_key = :n, revision = '', reply_key = '', author_ref = '', lang = '', title = '', text = '', "
         "html = '', sealed = '', edited_at = NULL, deleted_at = COALESCE(deleted_at, :now) WHERE id = :id",
      soci::use(native), soci::use(e.now), soci::use(mention);
  for (const char* table : {"mention_matches", "mention_tags", "mention_revisions", "set_aside"})
    e.sql << fmt::format("DELETE FROM {} WHERE mention_id = :id", table), soci::use(mention);
}

/// The key goes with the last post of the reference (people of two networks may share one in an imported file).
void erase_subjects(Erasure& e) {
  for (const auto& ref : e.person.refs) {
    soci::statement gone = (e.sql.prepare << "DELETE FROM subjects WHERE author_ref = :r AND NOT EXISTS "
                                             "(SELECT 1 FROM mentions WHERE author_ref = :r2)",
                            soci::use(ref), soci::use(ref));
    gone.execute(true);
    e.counts["subjects"] += gone.get_affected_rows();
  }
}

}  // namespace

Status erase_posts(Erasure& e) {
  std::set<Id> conversations;
  for (const Id id : e.person.mentions) {
    Id conversation = 0;
    e.sql << "SELECT conversation_id FROM mentions WHERE id = :id", soci::use(id), soci::into(conversation);
    if (conversation == 0) continue;
    conversations.insert(conversation);
    if (is_needed(e.sql, id)) empty_out(e, id);
    else e.sql << "DELETE FROM mentions WHERE id = :id", soci::use(id);  // matches, revisions, set_aside go with it
    ++e.counts["mentions"];
  }
  for (const Id conversation : conversations) e.counts["conversations"] += mend_conversation(e.sql, conversation);
  erase_subjects(e);
  for (const auto& key : e.person.keys(e.keys)) {
    e.sql << "DELETE FROM restrictions WHERE person_key = :k", soci::use(key);
  }
  return done();
}

std::string id_list(const std::vector<Id>& ids) { return fmt::format("({})", fmt::join(ids, ",")); }

}  // namespace resonanz::govern
