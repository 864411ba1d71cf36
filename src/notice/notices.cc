#include "notice/notices.h"

namespace resonanz::notice {

void post_notice(soci::session& sql, const Notice& notice, const std::vector<Id>& targets) {
  if (targets.empty()) return;
  const Id id = next_id(notice.at);
  soci::indicator in_room = notice.room == 0 ? soci::i_null : soci::i_ok;
  sql << "INSERT INTO notices (id, room_id, at, kind, path, title_de, title_en, text_de, text_en) VALUES (:i, :r, :at, :k, "
         ":p, :td, :te, :xd, :xe)",
      soci::use(id), soci::use(notice.room, in_room), soci::use(notice.at), soci::use(notice.kind),
      soci::use(notice.path), soci::use(notice.title_de), soci::use(notice.title_en), soci::use(notice.text_de),
      soci::use(notice.text_en);
  for (const Id target : targets) {
    const Id telling = next_id(notice.at);
    sql << "INSERT OR IGNORE INTO alert_deliveries (id, notice_id, target_id, state, created_at, not_before) SELECT :i, :n, "
           "id, 'queued', :at, :at2 FROM alert_targets WHERE id = :t AND ended_at IS NULL",
        soci::use(telling), soci::use(id), soci::use(notice.at), soci::use(notice.at), soci::use(target);
  }
}

Result<Notice> find_notice(store::Database& db, Id id) {
  return db.read([&](soci::session& sql) -> Result<Notice> {
    Notice out;
    soci::indicator in_room;
    sql << "SELECT id, room_id, at, kind, path, title_de, title_en, text_de, text_en FROM notices WHERE id = :i",
        soci::use(id), soci::into(out.id), soci::into(out.room, in_room), soci::into(out.at), soci::into(out.kind),
        soci::into(out.path), soci::into(out.title_de), soci::into(out.title_en), soci::into(out.text_de),
        soci::into(out.text_en);
    if (!sql.got_data()) return fail(Errc::not_found);
    if (in_room != soci::i_ok) out.room = 0;
    return out;
  });
}

}  // namespace resonanz::notice
