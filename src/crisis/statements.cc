#include "crisis/statements.h"

#include "crisis/pulse.h"
#include "crisis/rows.h"
#include "crisis/statement_rows.h"
#include "crisis/tell.h"
#include "host/encoding.h"
#include "specs/settings.h"
#include "text/url_reference.h"

namespace resonanz::crisis {
namespace {

constexpr std::size_t kLongestTitle = 200, kLongestText = 20'000, kLongestLanguage = 20, kLongestAddress = 2000;

Status check(const StatementText& words) {
  if (words.title.empty() || words.title.size() > kLongestTitle) return fail(Errc::value, "title");
  if (words.text.empty() || words.text.size() > kLongestText) return fail(Errc::value, "text");
  if (words.lang.size() > kLongestLanguage) return fail(Errc::value, "lang");
  return done();
}

bool contains(const std::vector<Id>& users, Id user) {
  return std::find(users.begin(), users.end(), user) != users.end();
}

std::string about(const Statement& statement) {
  return fmt::format(R"({{"statement":"{}","version":{}}})", statement.id, statement.version);
}

/// Approvals that count for the text as it is: of this version, of these very words, each by another.
std::size_t counted(const Statement& statement) {
  const std::string hash = host::sha256_hex(statement.text);
  std::set<Id> who;
  for (const Approval& a : statement.approvals)
    if (!a.is_void && a.verdict == "approved" && a.version == statement.version && a.hash == hash &&
        a.by != statement.by)
      who.insert(a.by);
  return who.size();
}

void set_state(soci::session& sql, Id statement, const std::string& state) {
  sql << "UPDATE crisis_statements SET state = :st WHERE id = :i", soci::use(state), soci::use(statement);
}

}  // namespace

/// One change of one statement, in one transaction.
struct Statements::Act {
  soci::session& sql;
  Statement statement;
  Room room;
  TimeUs now;

  audit::Happening happening(const std::string& kind, Id user, const std::string& text) const {
    return {room.id, user, kind, text, about(statement)};
  }
  void note(const std::string& kind, Id user, const std::string& more = "") {
    audit::add_to_timeline(sql, now,
                           happening(kind, user, more.empty() ? statement.title : statement.title + " – " + more));
  }
  Status may_decide(int version, Id user) const {
    if (statement.state != "waiting") return fail(Errc::state, "nobody is asked to approve it");
    if (version != statement.version) return fail(Errc::conflict);
    return contains(statement.may_approve, user) ? done() : Status(fail(Errc::approver));
  }
  void decide(const std::string& verdict, const std::string& reason, Id user) {
    const Id id = next_id(now);
    const std::string hash = host::sha256_hex(statement.text);
    sql << "INSERT INTO crisis_approvals (id, statement_id, version, user_id, at, verdict, reason, hash) VALUES (:i, :s, :v, "
           ":u, :now, :ve, :re, :h)",
        soci::use(id), soci::use(statement.id), soci::use(statement.version), soci::use(user), soci::use(now),
        soci::use(verdict), soci::use(reason), soci::use(hash);
    statement.approvals.push_back({user, now, statement.version, verdict, reason, hash, false});
  }
};

Result<Statement> Statements::change(Id id, const std::function<Status(Act&)>& act) {
  auto changed = db_.write([&](soci::session& sql) -> Result<Statement> {
    TRY(Statement statement, load_statement(sql, id));
    TRY(Room room, load_room(sql, statement.room));
    if (!room.is_open()) return fail(Errc::state, "the room is closed");
    Act one{sql, std::move(statement), std::move(room), clock_.now()};
    CHECK_OK(act(one));
    return load_statement(sql, id);
  });
  if (changed) hub_.publish("crisis", fmt::format(R"({{"id":"{}"}})", changed->room));
  return changed;
}

Result<Statement> Statements::draft(Id room_id, const StatementText& words, Id user) {
  CHECK_OK(check(words));
  const TimeUs now = clock_.now();
  auto made = db_.write([&](soci::session& sql) -> Result<Statement> {
    TRY(const Room room, load_room(sql, room_id));
    if (!room.is_open()) return fail(Errc::state, "the room is closed");
    const Id id = next_id(now);
    sql << "INSERT INTO crisis_statements (id, room_id, version, state) VALUES (:i, :r, 1, 'draft')", soci::use(id),
        soci::use(room_id);
    put_version(sql, id, 1, words, user, now);
    TRY(Statement statement, load_statement(sql, id));
    audit::add_to_timeline(sql, now, {room_id, user, "statement_drafted", words.title, about(statement)});
    return statement;
  });
  if (made) hub_.publish("crisis", fmt::format(R"({{"id":"{}"}})", room_id));
  return made;
}

Result<Statement> Statements::edit(Id id, int version, const StatementText& words, Id user) {
  CHECK_OK(check(words));
  return change(id, [&](Act& act) -> Status {
    Statement& s = act.statement;
    if (s.state == "published" || s.state == "withdrawn") return fail(Errc::state, "it is " + s.state);
    if (version != s.version) return fail(Errc::conflict);
    void_approvals(act.sql, id);
    put_version(act.sql, id, ++s.version, words, user, act.now);
    act.sql << "UPDATE crisis_statements SET version = :v WHERE id = :i", soci::use(s.version), soci::use(id);
    s.title = words.title;
    act.note("statement_edited", user);
    return done();
  });
}

Result<Statement> Statements::request(Id id, int version, std::vector<Id> asked, Id user) {
  return change(id, [&](Act& act) -> Status {
    if (act.statement.state != "draft") return fail(Errc::state, "it is no draft");
    if (version != act.statement.version) return fail(Errc::conflict);
    const auto pool = eligible(act.sql, id);
    if (pool.size() < kNeeded) return fail(Errc::approvers);
    if (asked.empty()) asked.assign(pool.begin(), pool.begin() + kNeeded);
    if (asked.size() != kNeeded || asked[0] == asked[1]) return fail(Errc::value, "approvers");
    if (!contains(pool, asked[0]) || !contains(pool, asked[1])) return fail(Errc::approver);
    put_asked(act.sql, id, asked);
    act.sql
        << "UPDATE crisis_statements SET state = 'waiting', requested_at = :now, requested_by = :u, escalated_at = NULL "
           "WHERE id = :i",
        soci::use(act.now), soci::use(user), soci::use(id);
    happen_and_tell(act.sql, act.room, act.happening("approval_requested", user, act.statement.title), act.now);
    return done();
  });
}

Result<Statement> Statements::approve(Id id, int version, Id user) {
  return change(id, [&](Act& act) -> Status {
    CHECK_OK(act.may_decide(version, user));
    act.decide("approved", "", user);
    act.note("approval_given", user);
    if (counted(act.statement) < kNeeded) return done();
    set_state(act.sql, id, "approved");
    happen_and_tell(act.sql, act.room, act.happening("statement_approved", 0, act.statement.title), act.now);
    return done();
  });
}

Result<Statement> Statements::refuse(Id id, int version, const std::string& reason, Id user) {
  return change(id, [&](Act& act) -> Status {
    CHECK_OK(act.may_decide(version, user));
    act.decide("refused", reason, user);
    void_approvals(act.sql, id);
    act.note("approval_refused", user, reason);
    return done();
  });
}

Result<Statement> Statements::published(Id id, const std::string& url, TimeUs at, Id user) {
  return change(id, [&](Act& act) -> Status {
    if (act.statement.state != "approved" || counted(act.statement) < kNeeded)
      return fail(Errc::state, "it lacks its two approvals");
    if (!text::is_web_address(url) || url.size() > kLongestAddress) return fail(Errc::value, "url");
    if (at > act.now || at < act.room.began_at) return fail(Errc::value, "at");
    set_state(act.sql, id, "published");
    act.sql << "UPDATE crisis_statements SET published_at = :a, published_by = :u, url = :l WHERE id = :i",
        soci::use(at), soci::use(user), soci::use(url), soci::use(id);
    happen_and_tell(act.sql, act.room, act.happening("statement_published", user, act.statement.title + " – " + url),
                    act.now);
    crisis::meet_clock(act.sql, act.room, ClockKind::statement, at, user, act.statement.title, act.now);
    return done();
  });
}

Result<Statement> Statements::withdraw(Id id, const std::string& reason, Id user) {
  return change(id, [&](Act& act) -> Status {
    if (act.statement.state == "published") return fail(Errc::state, "it is published");
    void_approvals(act.sql, id);
    set_state(act.sql, id, "withdrawn");
    act.note("statement_withdrawn", user, reason);
    return done();
  });
}

Result<std::vector<StatementVersion>> Statements::versions(Id id) {
  return db_.read([&](soci::session& sql) -> Result<std::vector<StatementVersion>> {
    CHECK_OK(load_statement(sql, id));
    std::vector<StatementVersion> out;
    StatementVersion row;
    soci::statement rows =
        (sql.prepare << "SELECT version, title, text, lang, user_id, at FROM crisis_statement_versions "
                        "WHERE statement_id = :s ORDER BY version DESC",
         soci::use(id), soci::into(row.version), soci::into(row.words.title), soci::into(row.words.text),
         soci::into(row.words.lang), soci::into(row.by), soci::into(row.at));
    rows.execute();
    while (rows.fetch()) out.push_back(row);
    return out;
  });
}

Result<std::vector<Statement>> Statements::usable() {
  return db_.read([](soci::session& sql) -> Result<std::vector<Statement>> {
    return load_statements(
        sql, "s.state IN ('approved', 'published') AND r.drill = 0 AND r.state <> 'closed' ORDER BY s.id DESC");
  });
}

std::vector<Statement> statements_of(soci::session& sql, Id room) {
  return load_statements(sql, fmt::format("s.room_id = {} ORDER BY s.id", room));
}

std::int64_t waiting_for(soci::session& sql, Id user) {
  std::int64_t n = 0;
  sql << "SELECT count(*) FROM crisis_statements s JOIN crisis_rooms r ON r.id = s.room_id AND r.state <> 'closed' JOIN "
         "crisis_asked k ON k.statement_id = s.id AND k.user_id = :u WHERE s.state = 'waiting' AND NOT EXISTS (SELECT 1 FROM "
         "crisis_approvals a WHERE a.statement_id = s.id AND a.user_id = :u2 AND a.void = 0)",
      soci::use(user), soci::use(user), soci::into(n);
  return n;
}

int escalate_due(soci::session& sql, const Room& room, TimeUs now) {
  const TimeUs before = now - settings::kCrisisApprovalMinutes * kMinuteUs;
  const auto due = load_statements(
      sql, fmt::format("s.room_id = {} AND s.state = 'waiting' AND s.escalated_at IS NULL AND s.requested_at <= {}",
                       room.id, before));
  for (const Statement& statement : due) {
    put_asked(sql, statement.id, eligible(sql, statement.id));
    sql << "UPDATE crisis_statements SET escalated_at = :now WHERE id = :i", soci::use(now), soci::use(statement.id);
    happen_and_tell(sql, room, {room.id, 0, "approval_escalated", statement.title, about(statement)}, now);
  }
  return static_cast<int>(due.size());
}

}  // namespace resonanz::crisis
