#include "audit/timeline.h"

namespace resonanz::audit {

Id add_to_timeline(soci::session& sql, TimeUs now, const Happening& happening) {
  const Id id = next_id(now);
  const std::string data = happening.data.empty() ? "{}" : happening.data;
  soci::indicator by = happening.user == 0 ? soci::i_null : soci::i_ok;
  sql << "INSERT INTO crisis_events (id, room_id, at, user_id, kind, text, data) VALUES (:i, :r, :now, :u, :k, :t, :d)",
      soci::use(id), soci::use(happening.room), soci::use(now), soci::use(happening.user, by),
      soci::use(happening.kind), soci::use(happening.text), soci::use(data);
  append(sql, now,
         {happening.user == 0 ? "system" : id_text(happening.user), "crisis." + happening.kind,
          "crisis_room " + id_text(happening.room), data == "{}" ? "" : data, happening.text});
  return id;
}

std::vector<Moment> read_timeline(soci::session& sql, Id room, Id before, int limit) {
  std::vector<Moment> out;
  Moment row;
  row.what.room = room;
  soci::indicator by;
  soci::statement query =
      (sql.prepare << "SELECT id, at, user_id, kind, text, data FROM crisis_events WHERE room_id = :r AND "
                      "(:b = 0 OR id < :b2) ORDER BY id DESC LIMIT :n",
       soci::use(room), soci::use(before), soci::use(before), soci::use(limit), soci::into(row.id), soci::into(row.at),
       soci::into(row.what.user, by), soci::into(row.what.kind), soci::into(row.what.text), soci::into(row.what.data));
  query.execute();
  while (query.fetch()) {
    Moment moment = row;
    if (by != soci::i_ok) moment.what.user = 0;
    out.push_back(std::move(moment));
  }
  return out;
}

}  // namespace resonanz::audit
