#include "cases/cases.h"

#include "audit/audit.h"
#include "cases/case_rows.h"

namespace resonanz::cases {
namespace {

struct Taken {
  Id conversation = 0;
  std::string author_ref;
  bool deleted = false;
};

Result<Taken> mention_row(soci::session& sql, Id mention) {
  Taken row;
  TimeUs deleted = 0;
  soci::indicator deleted_set;
  sql << "SELECT conversation_id, author_ref, deleted_at FROM mentions WHERE id = :id", soci::use(mention),
      soci::into(row.conversation), soci::into(row.author_ref), soci::into(deleted, deleted_set);
  if (!sql.got_data()) return fail(Errc::not_found);
  row.deleted = deleted_set == soci::i_ok;
  return row;
}

std::string object_of(Id case_id) { return "case " + id_text(case_id); }

Id insert_case(soci::session& sql, Id mention, const Taken& taken, Id user, TimeUs now) {
  const Id id = next_id(now);
  sql << "INSERT INTO cases (id, number, conversation_id, mention_id, author_ref, state, assignee_id, opened_at) "
         "VALUES (:id, (SELECT COALESCE(MAX(number), 1000) + 1 FROM cases), :c, :m, :a, 'open', :u, :now)",
      soci::use(id), soci::use(taken.conversation), soci::use(mention), soci::use(taken.author_ref), soci::use(user),
      soci::use(now);
  return id;
}

void record_reveal(soci::session& sql, const std::string& author_ref, Id case_id, Id user, const std::string& reason,
                   TimeUs now) {
  const Id id = next_id(now);
  sql << "INSERT INTO reveals (id, author_ref, case_id, user_id, reason, at) VALUES (:id, :a, :c, :u, :r, :t)",
      soci::use(id), soci::use(author_ref), soci::use(case_id), soci::use(user), soci::use(reason), soci::use(now);
  audit::append(sql, now, {id_text(user), "name.open", object_of(case_id), reason});
}

}  // namespace

void Cases::announce(Id case_id, Id mention) {
  hub_.publish("case", fmt::format(R"({{"id":"{}","mention_id":"{}"}})", case_id, mention));
}

template <typename Work>
Status Cases::change(Id case_id, Work&& work) {
  Id mention = 0;
  Status status = db_.write([&](soci::session& sql) -> Status {
    TRY(const Case the_case, load_case(sql, case_id));
    mention = the_case.mention;
    return work(sql, the_case);
  });
  if (status) announce(case_id, mention);
  return status;
}

Result<Id> Cases::take(Id mention, Id user, const std::string& reason) {
  const TimeUs now = clock_.now();
  auto taken = db_.write([&](soci::session& sql) -> Result<Id> {
    TRY(const Taken row, mention_row(sql, mention));
    if (row.deleted) return fail(Errc::deleted);
    const auto existing = case_of_conversation(sql, row.conversation);
    if (existing && existing->state != State::closed && existing->assignee != user) return fail(Errc::taken);
    const std::string why = reason.empty() ? "dialogue" : reason;
    if (!is_reason(why)) return fail(Errc::value, "reason");
    Id id = 0;
    if (existing) {
      id = existing->id;
      sql << "UPDATE cases SET state = 'open', assignee_id = :u, closed_at = NULL, snoozed_until = NULL, sealed_at = NULL WHERE id = :id",
          soci::use(user), soci::use(id);
    } else {
      id = insert_case(sql, mention, row, user, now);
    }
    add_event(sql, id, now, user, "taken", why);
    record_reveal(sql, row.author_ref, id, user, why, now);
    sql << "UPDATE conversations SET dismissed_by = NULL WHERE id = :c", soci::use(row.conversation);
    audit::append(sql, now, {id_text(user), "case.take", object_of(id), ""});
    return id;
  });
  if (taken) announce(*taken, mention);
  return taken;
}

Status Cases::dismiss(Id mention, Id user) {
  const TimeUs now = clock_.now();
  auto status = db_.write([&](soci::session& sql) -> Status {
    TRY(const Taken row, mention_row(sql, mention));
    sql << "UPDATE conversations SET waiting = 0, dismissed_by = :u WHERE id = :c", soci::use(user),
        soci::use(row.conversation);
    audit::append(sql, now, {id_text(user), "mention.dismiss", "mention " + id_text(mention), ""});
    return done();
  });
  if (status) hub_.publish("mention", fmt::format(R"({{"id":"{}","views":["needs_answer","closed"]}})", mention));
  return status;
}

Status Cases::restore(Id mention, Id user) {
  const TimeUs now = clock_.now();
  auto status = db_.write([&](soci::session& sql) -> Status {
    TRY(const Taken row, mention_row(sql, mention));
    sql << "UPDATE conversations SET waiting = 1, dismissed_by = NULL WHERE id = :c", soci::use(row.conversation);
    audit::append(sql, now, {id_text(user), "mention.restore", "mention " + id_text(mention), ""});
    return done();
  });
  if (status) hub_.publish("mention", fmt::format(R"({{"id":"{}","views":["needs_answer","closed"]}})", mention));
  return status;
}

Status Cases::assign(Id case_id, Id to, const std::string& note, Id user) {
  const TimeUs now = clock_.now();
  return change(case_id, [&](soci::session& sql, const Case& the_case) -> Status {
    int active = 0;
    sql << "SELECT count(*) FROM users WHERE id = :id AND active = 1", soci::use(to), soci::into(active);
    if (active == 0) return fail(Errc::value, "this colleague is not active");
    if (the_case.state == State::closed) open_again(sql, case_id, now);
    sql << "UPDATE cases SET assignee_id = :u WHERE id = :id", soci::use(to), soci::use(case_id);
    add_event(sql, case_id, now, user, "assigned", id_text(to) + " " + note);
    audit::append(sql, now, {id_text(user), "case.assign", object_of(case_id), "to user " + id_text(to)});
    return done();
  });
}

Status Cases::close(Id case_id, Id user) {
  const TimeUs now = clock_.now();
  return change(case_id, [&](soci::session& sql, const Case& the_case) -> Status {
    if (the_case.state == State::closed) return done();
    sql << "UPDATE cases SET state = 'closed', closed_at = :now, snoozed_until = NULL WHERE id = :id", soci::use(now),
        soci::use(case_id);
    sql << "UPDATE conversations SET waiting = 0 WHERE id = :c", soci::use(the_case.conversation);
    add_event(sql, case_id, now, user, "closed", "");
    audit::append(sql, now, {id_text(user), "case.close", object_of(case_id), ""});
    return done();
  });
}

Status Cases::reopen(Id case_id, Id user) {
  const TimeUs now = clock_.now();
  return change(case_id, [&](soci::session& sql, const Case& the_case) -> Status {
    if (the_case.state == State::open) return done();
    open_again(sql, case_id, now);
    add_event(sql, case_id, now, user, the_case.state == State::snoozed ? "woken" : "reopened", "");
    audit::append(sql, now, {id_text(user), "case.reopen", object_of(case_id), ""});
    return done();
  });
}

Status Cases::snooze(Id case_id, TimeUs until, Id user) {
  const TimeUs now = clock_.now();
  if (until <= now) return fail(Errc::value, "until (it lies in the past)");
  return change(case_id, [&](soci::session& sql, const Case& the_case) -> Status {
    if (the_case.state == State::closed) return fail(Errc::closed);
    sql << "UPDATE cases SET state = 'snoozed', snoozed_until = :t WHERE id = :id", soci::use(until),
        soci::use(case_id);
    add_event(sql, case_id, now, user, "snoozed", format_rfc3339(until));
    return done();
  });
}

Result<Event> Cases::note(Id case_id, const std::string& text, Id user) {
  if (text.empty()) return fail(Errc::value, "text");
  const TimeUs now = clock_.now();
  const Event event{next_id(now), now, user, "note", text};
  CHECK_OK(change(case_id, [&](soci::session& sql, const Case& the_case) -> Status {
    sql << "INSERT INTO case_events (id, case_id, at, user_id, kind, text) VALUES (:id, :c, :t, :u, :k, :x)",
        soci::use(event.id), soci::use(the_case.id), soci::use(event.at), soci::use(event.user), soci::use(event.kind),
        soci::use(event.text);
    return done();
  }));
  return event;
}

Result<Draft> Cases::save_draft(Id case_id, const std::string& text, const std::string& lang, int version, Id user) {
  const TimeUs now = clock_.now();
  return db_.write([&](soci::session& sql) -> Result<Draft> {
    TRY(const Case the_case, load_case(sql, case_id));
    if (the_case.draft.version != version) return fail(Errc::conflict);
    const Draft draft{text, lang, version + 1, user, now};
    sql << "UPDATE cases SET draft_text = :t, draft_lang = :l, draft_version = :v, draft_by = :u, draft_at = :now "
           "WHERE id = :id",
        soci::use(draft.text), soci::use(draft.lang), soci::use(draft.version), soci::use(user), soci::use(now),
        soci::use(case_id);
    return draft;
  });
}

Result<Promise> Cases::promise(Id case_id, const std::string& text, TimeUs due, Id user) {
  if (text.empty()) return fail(Errc::value, "text");
  const TimeUs now = clock_.now();
  Promise promise{next_id(now), text, due, std::nullopt};
  CHECK_OK(change(case_id, [&](soci::session& sql, const Case&) -> Status {
    sql << "INSERT INTO promises (id, case_id, user_id, text, due, made_at) VALUES (:id, :c, :u, :x, :d, :t)",
        soci::use(promise.id), soci::use(case_id), soci::use(user), soci::use(promise.text), soci::use(promise.due),
        soci::use(now);
    add_event(sql, case_id, now, user, "promised", text);
    return done();
  }));
  return promise;
}

Result<int> Cases::wake_due() {
  const TimeUs now = clock_.now();
  TRY(const auto due, db_.read([&](soci::session& sql) -> Result<std::vector<Id>> {
    std::vector<Id> ids;
    Id id = 0;
    soci::statement query = (sql.prepare << "SELECT id FROM cases WHERE state = 'snoozed' AND snoozed_until <= :now",
                             soci::use(now), soci::into(id));
    query.execute();
    while (query.fetch()) ids.push_back(id);
    return ids;
  }));
  for (Id id : due) CHECK_OK(reopen(id, 0));
  return static_cast<int>(due.size());
}

}  // namespace resonanz::cases
