// Opening a room, from an alert or by hand.
#include "crisis/level.h"
#include "crisis/playbooks.h"
#include "crisis/pulse.h"
#include "crisis/rooms.h"
#include "crisis/rows.h"
#include "crisis/severity.h"
#include "crisis/tell.h"
#include "ingest/mentions.h"
#include "notice/alerts.h"

namespace resonanz::crisis {
namespace {

constexpr std::size_t kLongestTitle = 200, kLongestReason = 2000;

Status check(const NewRoom& wanted) {
  if (wanted.title.empty() || wanted.title.size() > kLongestTitle) return fail(Errc::value, "title");
  if (wanted.reason.size() > kLongestReason) return fail(Errc::value, "reason");
  if (wanted.level < 0 || wanted.level > kLevels) return fail(Errc::value, "level");
  if (wanted.level > 0 && wanted.reason.empty()) return fail(Errc::value, "reason");
  return done();
}

std::vector<Id> ids(soci::session& sql, const std::string& query, Id argument) {
  std::vector<Id> out;
  Id id = 0;
  soci::statement rows = (sql.prepare << query, soci::use(argument), soci::into(id));
  rows.execute();
  while (rows.fetch()) out.push_back(id);
  return out;
}

/// When the first of the alert's posts was written, if that is before `at`.
TimeUs earliest(soci::session& sql, Id alert, TimeUs at) {
  TimeUs out = at;
  sql << "SELECT MIN(:at, COALESCE(MIN(m.created_at), :at)) FROM alert_posts p JOIN mentions m ON m.id = p.mention_id "
         "WHERE p.alert_id = :a",
      soci::use(at, "at"), soci::use(alert, "a"), soci::into(out);
  return out;
}

/// Its query, posts, time and targets. An alert on posts has no stretch of time but theirs.
Status take_from_alert(soci::session& sql, Room& room) {
  Id rule = 0;
  TimeUs at = 0, from = 0, to = 0;
  int open = 0;
  const int drill = room.drill;
  sql << "SELECT a.rule_id, r.query_id, a.at, a.from_at, a.to_at FROM alerts a JOIN alert_rules r ON r.id = a.rule_id WHERE a.id = :i",
      soci::use(room.alert), soci::into(rule), soci::into(room.query), soci::into(at), soci::into(from), soci::into(to);
  if (!sql.got_data()) return fail(Errc::not_found);
  sql << "SELECT count(*) FROM crisis_rooms WHERE alert_id = :a AND drill = :d AND state <> 'closed'",
      soci::use(room.alert), soci::use(drill), soci::into(open);
  if (open > 0) return fail(Errc::state, "its alert has an open room");
  room.alert_at = at;
  room.began_at = from;
  room.posts = ids(sql, "SELECT mention_id FROM alert_posts WHERE alert_id = :a", room.alert);
  if (from == to) room.began_at = earliest(sql, room.alert, from);
  room.targets = ids(sql, "SELECT target_id FROM alert_rule_targets WHERE rule_id = :r", rule);
  return done();
}

/// The query's newest posts, and since when it is unusual.
Status take_from_query(soci::session& sql, Room& room, TimeUs now) {
  if (room.query != 0) {
    int known = 0;
    sql << "SELECT count(*) FROM queries WHERE id = :q AND deleted_at IS NULL", soci::use(room.query),
        soci::into(known);
    if (known == 0) return fail(Errc::not_found);
  }
  const std::int64_t running = notice::hour_of(now);
  // Nothing of the last day is learnt: what burns since this morning is not usual at noon.
  Room yesterday = room;
  yesterday.began_at = now - kDayUs;
  const std::int64_t first = first_unusual(read_course(sql, yesterday, running - 24, now), running);
  room.began_at = first == running ? now : first * kHourUs;
  room.posts =
      ids(sql,
          fmt::format("SELECT m.id FROM mentions m JOIN mention_facts f ON f.mention_id = m.id AND f.query_id = :q "
                      "AND f.hidden = 0 WHERE m.deleted_at IS NULL AND m.created_at >= {} ORDER BY m.created_at "
                      "DESC LIMIT {}",
                      std::min(room.began_at, now - kHourUs), notice::kShownPosts),
          room.query);
  return done();
}

int with_media(soci::session& sql, const privacy::Keys& keys, const std::vector<Id>& posts) {
  const ingest::Mentions mentions(keys);
  int count = 0;
  for (const Id post : posts) {
    const auto mention = mentions.load(sql, post);
    if (!mention || mention->deleted_at) continue;
    const auto& media = mention->post.media;
    count +=
        std::any_of(media.begin(), media.end(), [](const auto& kind) { return kind == "image" || kind == "video"; });
  }
  return count;
}

Status begin_at_level(soci::session& sql, Room& room, const NewRoom& wanted, Id user, TimeUs now) {
  const Derived derived = derive_level(severity_of(room.measured, room.began_at, room.facts).points, room.facts);
  if (wanted.level == 0 || wanted.level == derived.level) {
    change_level(sql, room, derived.level, 0, "", now);
    return done();
  }
  if (wanted.level < derived.level) return fail(Errc::value, "level (lower than severity says)");
  room.set = SetLevel{wanted.level, user, wanted.reason, derived.level};
  change_level(sql, room, wanted.level, user, wanted.reason, now);
  return done();
}

}  // namespace

Result<Room> Rooms::open(const NewRoom& wanted, Id user) {
  CHECK_OK(check(wanted));
  const TimeUs now = parts_.clock.now();
  Room room;
  room.id = next_id(now);
  room.title = wanted.title, room.reason = wanted.reason, room.drill = wanted.drill;
  room.alert = wanted.alert, room.query = wanted.query;
  room.began_at = room.opened_at = now;
  room.opened_by = user;
  room.lead = wanted.lead == 0 ? user : wanted.lead;
  auto opened = parts_.db.write([&](soci::session& sql) -> Result<Room> {
    CHECK_OK(check_colleague(sql, room.lead));
    CHECK_OK(room.alert != 0 ? take_from_alert(sql, room) : take_from_query(sql, room, now));
    if (wanted.targets) room.targets = *wanted.targets;
    room.playbook = wanted.playbook == 0 ? default_playbook(sql, wanted.language) : wanted.playbook;
    if (wanted.playbook != 0 && playbook_name(sql, wanted.playbook).empty()) return fail(Errc::not_found);
    room.measured.media_posts = with_media(sql, parts_.keys, room.posts);
    insert_room(sql, room);
    const std::int64_t began = notice::hour_of(room.began_at);
    room.measured = measure_course(read_course(sql, room, began, now), began, room.measured);
    room.severity = severity_of(room.measured, room.began_at, room.facts).points;
    CHECK_OK(begin_at_level(sql, room, wanted, user, now));
    happen_and_tell(sql, room, {room.id, user, "opened", wanted.reason}, now);
    crisis::meet_clock(sql, room, ClockKind::look, now, user, "", now);
    take_pulse(sql, room, now);
    see_answers(sql, room, now);
    return load_room(sql, room.id);
  });
  if (opened) announce(room.id);
  return opened;
}

}  // namespace resonanz::crisis
