#include "cases/case_rows.h"

#include <algorithm>
#include <array>

#include "specs/settings.h"

namespace resonanz::cases {
namespace {

constexpr std::array<std::string_view, 5> kReasons = {"dialogue", "rights_request", "legal_claim", "safety",
                                                      "court_order"};
constexpr std::array<std::string_view, 3> kStates = {"open", "snoozed", "closed"};

std::optional<Case> select(soci::session& sql, const std::string& where, Id argument) {
  Case row;
  std::string state;
  TimeUs closed = 0, snoozed = 0, answered = 0, draft_at = 0, sealed = 0;
  soci::indicator closed_set, snoozed_set, answered_set, draft_by_set, draft_at_set, sealed_set;
  sql << "SELECT id, number, conversation_id, mention_id, author_ref, state, assignee_id, opened_at, closed_at, "
         "snoozed_until, first_answer_at, draft_text, draft_lang, draft_version, draft_by, draft_at, sealed_at FROM cases WHERE " +
             where,
      soci::use(argument), soci::into(row.id), soci::into(row.number), soci::into(row.conversation),
      soci::into(row.mention), soci::into(row.author_ref), soci::into(state), soci::into(row.assignee),
      soci::into(row.opened_at), soci::into(closed, closed_set), soci::into(snoozed, snoozed_set),
      soci::into(answered, answered_set), soci::into(row.draft.text), soci::into(row.draft.lang),
      soci::into(row.draft.version), soci::into(row.draft.updated_by, draft_by_set), soci::into(draft_at, draft_at_set),
      soci::into(sealed, sealed_set);
  if (!sql.got_data()) return std::nullopt;
  row.state = state_from(state);
  if (closed_set == soci::i_ok) row.closed_at = closed;
  if (snoozed_set == soci::i_ok) row.snoozed_until = snoozed;
  if (answered_set == soci::i_ok) row.first_answer_at = answered;
  if (draft_at_set == soci::i_ok) row.draft.updated_at = draft_at;
  if (sealed_set == soci::i_ok) row.sealed_at = sealed;
  if (draft_by_set != soci::i_ok) row.draft.updated_by = 0;
  return row;
}

}  // namespace

bool is_reason(std::string_view code) { return std::find(kReasons.begin(), kReasons.end(), code) != kReasons.end(); }

std::string_view name_of(State state) { return kStates[static_cast<std::size_t>(state)]; }

State state_from(std::string_view name) {
  return name == "closed" ? State::closed : name == "snoozed" ? State::snoozed : State::open;
}

Result<Case> load_case(soci::session& sql, Id id) {
  auto found = select(sql, "id = :id", id);
  if (!found) return fail(Errc::not_found);
  return *found;
}

std::optional<Case> case_of_conversation(soci::session& sql, Id conversation) {
  return select(sql, "conversation_id = :c", conversation);
}

std::vector<Event> events_of(soci::session& sql, Id case_id) {
  std::vector<Event> events;
  Event row;
  soci::indicator user_set;
  soci::statement query =
      (sql.prepare << "SELECT id, at, user_id, kind, text FROM case_events WHERE case_id = :c ORDER BY at, id",
       soci::use(case_id), soci::into(row.id), soci::into(row.at), soci::into(row.user, user_set), soci::into(row.kind),
       soci::into(row.text));
  query.execute();
  while (query.fetch()) {
    if (user_set != soci::i_ok) row.user = 0;
    events.push_back(row);
  }
  return events;
}

std::vector<Promise> promises_of(soci::session& sql, Id case_id) {
  std::vector<Promise> promises;
  Promise row;
  TimeUs kept = 0;
  soci::indicator kept_set;
  soci::statement query =
      (sql.prepare << "SELECT id, text, due, kept_at FROM promises WHERE case_id = :c ORDER BY due", soci::use(case_id),
       soci::into(row.id), soci::into(row.text), soci::into(row.due), soci::into(kept, kept_set));
  query.execute();
  while (query.fetch()) {
    row.kept_at = kept_set == soci::i_ok ? std::optional(kept) : std::nullopt;
    promises.push_back(row);
  }
  return promises;
}

void add_event(soci::session& sql, Id case_id, TimeUs now, Id user, const std::string& kind, const std::string& text) {
  const Id id = next_id(now);
  soci::indicator user_set = user == 0 ? soci::i_null : soci::i_ok;
  sql << "INSERT INTO case_events (id, case_id, at, user_id, kind, text) VALUES (:id, :c, :t, :u, :k, :x)",
      soci::use(id), soci::use(case_id), soci::use(now), soci::use(user, user_set), soci::use(kind), soci::use(text);
}

bool name_is_open(const Case& the_case, TimeUs now) {
  if (the_case.sealed_at) return false;
  if (the_case.state != State::closed) return true;
  return now < the_case.closed_at.value_or(0) + settings::kPrivacyResealDays * kDayUs;
}

void open_again(soci::session& sql, Id case_id, TimeUs now) {
  const TimeUs sealed_before = now - settings::kPrivacyResealDays * kDayUs;
  sql << "UPDATE cases SET sealed_at = CASE WHEN state = 'closed' AND sealed_at IS NULL AND closed_at <= :b THEN :now ELSE sealed_at END, "
         "state = 'open', closed_at = NULL, snoozed_until = NULL WHERE id = :id",
      soci::use(sealed_before), soci::use(now), soci::use(case_id);
}

}  // namespace resonanz::cases
