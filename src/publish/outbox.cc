#include "publish/outbox.h"

#include "audit/timeline.h"
#include "cases/case_rows.h"
#include "host/encoding.h"
#include "publish/hold.h"

namespace resonanz::publish {
namespace {

void give_draft_back(soci::session& sql, const Item& item, TimeUs now) {
  sql << "UPDATE cases SET draft_text = :t, draft_lang = :l, draft_version = draft_version + 1, draft_by = :u, "
         "draft_at = :now WHERE id = :c AND draft_text = ''",
      soci::use(item.text), soci::use(item.lang), soci::use(item.user), soci::use(now), soci::use(item.case_id);
}

Id room_of(soci::session& sql, Id hold) {
  Id room = 0;
  sql << "SELECT room_id FROM publishing_holds WHERE id = :h", soci::use(hold), soci::into(room);
  return room;
}

std::string about(Id item) { return fmt::format(R"({{"outbox":"{}"}})", item); }

/// Somebody says that this one leaves in spite of the hold.
void let_through(soci::session& sql, const Hold& hold, Id item, Id user, TimeUs now) {
  sql << "UPDATE outbox SET through_hold = :h, hold_id = NULL WHERE id = :i", soci::use(hold.id), soci::use(item);
  audit::add_to_timeline(sql, now, {hold.room, user, "answer_through_hold", "", about(item)});
}

}  // namespace

void Outbox::announce(const Item& item) {
  hub_.publish("outbox", fmt::format(R"({{"id":"{}","case_id":"{}"}})", item.id, item.case_id));
}

Result<Item> Outbox::reply(const NewReply& reply) {
  if (reply.text.empty()) return fail(Errc::value, "text");
  const TimeUs now = clock_.now(), not_before = now + reply.hold_us;
  auto made = db_.write([&](soci::session& sql) -> Result<Item> {
    Id known = 0;
    sql << "SELECT id FROM outbox WHERE key = :k", soci::use(reply.key), soci::into(known);
    if (known != 0) return one(sql, known);
    const auto hold = hold_now(sql);
    if (hold && !reply.confirm_hold) return fail(Errc::hold, hold->reason);
    TRY(const cases::Case the_case, cases::load_case(sql, reply.case_id));
    if (the_case.state == cases::State::closed) return fail(Errc::closed);
    // The newest word of the other side is what gets the answer.
    Id source = 0, target = 0;
    sql << "SELECT source_id, id FROM mentions WHERE conversation_id = :c AND deleted_at IS NULL "
           "ORDER BY created_at DESC, id DESC LIMIT 1",
        soci::use(the_case.conversation), soci::into(source), soci::into(target);
    if (target == 0) return fail(Errc::deleted);
    const Id id = next_id(now);
    const std::string hash = host::sha256_hex(reply.text);
    sql << "INSERT INTO outbox (id, key, source_id, case_id, reply_to, user_id, text, lang, approved_by, approved_hash, "
           "state, created_at, not_before) VALUES (:id, :k, :s, :c, :m, :u, :t, :l, :a, :h, 'queued', :now, :nb)",
        soci::use(id), soci::use(reply.key), soci::use(source), soci::use(reply.case_id), soci::use(target),
        soci::use(reply.user), soci::use(reply.text), soci::use(reply.lang), soci::use(reply.user), soci::use(hash),
        soci::use(now), soci::use(not_before);
    sql << "UPDATE cases SET draft_text = '', draft_version = draft_version + 1, draft_by = :u, draft_at = :now, "
           "first_answer_at = COALESCE(first_answer_at, :now2) WHERE id = :c",
        soci::use(reply.user), soci::use(now), soci::use(now), soci::use(reply.case_id);
    sql << "UPDATE conversations SET waiting = 0 WHERE id = :c", soci::use(the_case.conversation);
    audit::append(sql, now,
                  {id_text(reply.user), "outbox.approve", "outbox " + id_text(id), "case " + id_text(reply.case_id)});
    if (hold) let_through(sql, *hold, id, reply.user, now);
    return one(sql, id);
  });
  if (made) announce(*made);
  return made;
}

Result<Item> Outbox::take_back(soci::session& sql, Id id, Id user, TimeUs now) {
  TRY(const Item item, one(sql, id));
  if (item.state != "queued") return fail(Errc::left);
  sql << "UPDATE outbox SET state = 'cancelled', hold_id = NULL WHERE id = :id", soci::use(id);
  sql << "UPDATE conversations SET waiting = 1 WHERE id = (SELECT conversation_id FROM cases WHERE id = :c)",
      soci::use(item.case_id);
  give_draft_back(sql, item, now);
  audit::append(sql, now, {id_text(user), "outbox.cancel", "outbox " + id_text(id), ""});
  if (item.hold != 0)
    audit::add_to_timeline(sql, now, {room_of(sql, item.hold), user, "held_taken_back", "", about(id)});
  return one(sql, id);
}

Result<Item> Outbox::cancel(Id id, Id user) {
  const TimeUs now = clock_.now();
  auto changed = db_.write([&](soci::session& sql) { return take_back(sql, id, user, now); });
  if (changed) announce(*changed);
  return changed;
}

Result<Item> Outbox::let_go(soci::session& sql, Id id, Id user, bool confirm_hold, TimeUs now) {
  TRY(const Item item, one(sql, id));
  if (item.state != "queued" || item.hold == 0) return fail(Errc::state, "it is not held");
  const auto hold = hold_now(sql);
  if (hold && !confirm_hold) return fail(Errc::hold, hold->reason);
  sql << "UPDATE outbox SET hold_id = NULL, not_before = :now WHERE id = :i", soci::use(now), soci::use(id);
  audit::add_to_timeline(sql, now, {room_of(sql, item.hold), user, "held_released", "", about(id)});
  if (hold) let_through(sql, *hold, id, user, now);
  return one(sql, id);
}

Result<Item> Outbox::release(Id id, Id user, bool confirm_hold) {
  const TimeUs now = clock_.now();
  auto changed = db_.write([&](soci::session& sql) { return let_go(sql, id, user, confirm_hold, now); });
  if (changed) announce(*changed);
  return changed;
}

/// All or none.
Result<int> Outbox::each_held(const std::function<Status(soci::session&, Id item)>& act) {
  std::vector<Item> items;
  TRY(const int count, db_.write([&](soci::session& sql) -> Result<int> {
    TRY(items, select(sql, "state = 'queued' AND hold_id IS NOT NULL AND id > :a ORDER BY id", 0, 1'000'000));
    for (const Item& item : items) CHECK_OK(act(sql, item.id));
    return static_cast<int>(items.size());
  }));
  for (const Item& item : items) announce(item);
  return count;
}

Result<int> Outbox::release_all(Id user) {
  const TimeUs now = clock_.now();
  return each_held([&](soci::session& sql, Id item) -> Status {
    CHECK_OK(let_go(sql, item, user, false, now));
    return done();
  });
}

Result<int> Outbox::cancel_all_held(Id user) {
  const TimeUs now = clock_.now();
  return each_held([&](soci::session& sql, Id item) -> Status {
    CHECK_OK(take_back(sql, item, user, now));
    return done();
  });
}

Result<Item> Outbox::retry(Id id, Id user) {
  const TimeUs now = clock_.now();
  auto changed = db_.write([&](soci::session& sql) -> Result<Item> {
    TRY(const Item item, one(sql, id));
    if (item.state != "failed" && item.state != "unknown") return fail(Errc::state, "it has not failed");
    // What may be there is looked for before it is sent, and counts as tried.
    const bool failed = item.state == "failed" && !(item.error && item.error->code == Errc::uncertain);
    const std::string state = failed ? "queued" : "unknown";
    sql << "UPDATE outbox SET state = :s, attempts = :a, not_before = :now, error_code = '', error_detail = '' WHERE id = :id",
        soci::use(state), soci::use(failed ? 0 : 1), soci::use(now), soci::use(id);
    if (const auto hold = hold_now(sql); failed && hold && item.through_hold != hold->id) keep_back(sql, *hold, id);
    audit::append(sql, now, {id_text(user), "outbox.retry", "outbox " + id_text(id), ""});
    return one(sql, id);
  });
  if (changed) announce(*changed);
  return changed;
}

Result<Item> Outbox::one(soci::session& sql, Id id) {
  TRY(auto found, select(sql, "id = :a", id, 1));
  if (found.empty()) return fail(Errc::not_found);
  return std::move(found.front());
}

Result<Item> Outbox::find(Id id) {
  return db_.read([&](soci::session& sql) { return one(sql, id); });
}

Result<std::vector<Item>> Outbox::of_case(Id case_id) {
  return db_.read([&](soci::session& sql) { return select(sql, "case_id = :a ORDER BY created_at", case_id, 10'000); });
}

Result<std::vector<Item>> Outbox::held() {
  return db_.read([&](soci::session& sql) {
    return select(sql, "state = 'queued' AND hold_id IS NOT NULL AND id > :a ORDER BY id", 0, 10'000);
  });
}

Result<std::vector<Item>> Outbox::select(soci::session& sql, const std::string& where, Id argument, int limit) {
  std::vector<Item> out;
  Item row;
  std::string code, detail;
  TimeUs sent = 0, deleted = 0;
  soci::indicator sent_set, deleted_set, case_set, reply_set, hold_set, through_set;
  soci::statement query =
      (sql.prepare
           << "SELECT id, source_id, case_id, reply_to, user_id, key, text, lang, state, attempts, created_at, "
              "not_before, sent_at, deleted_at, error_code, error_detail, url, native_id, approved_hash, hold_id, "
              "through_hold "
              "FROM outbox WHERE " +
                  where + " LIMIT :n",
       soci::use(argument), soci::use(limit), soci::into(row.id), soci::into(row.source),
       soci::into(row.case_id, case_set), soci::into(row.reply_to, reply_set), soci::into(row.user),
       soci::into(row.key), soci::into(row.text), soci::into(row.lang), soci::into(row.state), soci::into(row.attempts),
       soci::into(row.created_at), soci::into(row.not_before), soci::into(sent, sent_set),
       soci::into(deleted, deleted_set), soci::into(code), soci::into(detail), soci::into(row.url),
       soci::into(row.native_id), soci::into(row.approved_hash), soci::into(row.hold, hold_set),
       soci::into(row.through_hold, through_set));
  query.execute();
  while (query.fetch()) {
    Item item = row;
    if (case_set != soci::i_ok) item.case_id = 0;
    if (reply_set != soci::i_ok) item.reply_to = 0;
    if (hold_set != soci::i_ok) item.hold = 0;
    if (through_set != soci::i_ok) item.through_hold = 0;
    if (sent_set == soci::i_ok) item.sent_at = sent;
    if (deleted_set == soci::i_ok) item.deleted_at = deleted;
    if (const auto errc = errc_from_code(code)) item.error = fail(*errc, detail);
    out.push_back(std::move(item));
  }
  return out;
}

}  // namespace resonanz::publish
