#include "crisis/steps.h"

#include "audit/timeline.h"

namespace resonanz::crisis {
namespace {

constexpr std::size_t kLongestText = 1000, kLongestNote = 2000;

std::string about(Id step) { return fmt::format(R"({{"step":"{}"}})", step); }

bool is_blank(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c <= 0x20; });
}

Status check(soci::session& sql, const Step& step) {
  if (is_blank(step.text) || step.text.size() > kLongestText) return fail(Errc::value, "text");
  if (step.note.size() > kLongestNote) return fail(Errc::value, "note");
  if (step.state != "open" && step.state != "done" && step.state != "skipped") return fail(Errc::value, "state");
  if (step.state == "skipped" && is_blank(step.note)) return fail(Errc::value, "note (why it is skipped)");
  return check_colleague(sql, step.owner);
}

/// What the timeline calls the change.
std::string kind_of(const Step& before, const Step& after) {
  if (before.state == after.state) return "step_changed";
  return after.state == "open" ? "step_reopened" : "step_" + after.state;
}

void store(soci::session& sql, const Step& step) {
  soci::indicator due_set = step.due_at ? soci::i_ok : soci::i_null;
  soci::indicator done_set = step.done_at ? soci::i_ok : soci::i_null;
  const TimeUs due = step.due_at.value_or(0), done = step.done_at.value_or(0);
  sql << "UPDATE crisis_steps SET text = :t, owner_id = :o, due_at = :d, state = :s, done_at = :da, done_by = :db, "
         "note = :n WHERE id = :i",
      soci::use(step.text), soci::use(step.owner), soci::use(due, due_set), soci::use(step.state),
      soci::use(done, done_set), soci::use(step.done_by, done_set), soci::use(step.note), soci::use(step.id);
}

}  // namespace

Status check_colleague(soci::session& sql, Id user) {
  int known = 0;
  sql << "SELECT count(*) FROM users WHERE id = :u AND active = 1", soci::use(user), soci::into(known);
  return known > 0 ? done() : Status(fail(Errc::not_found));
}

Id insert_step(soci::session& sql, const Step& step, TimeUs now) {
  const Id id = next_id(now);
  soci::indicator due_set = step.due_at ? soci::i_ok : soci::i_null;
  soci::indicator by = step.added_by == 0 ? soci::i_null : soci::i_ok;
  const TimeUs due = step.due_at.value_or(0);
  sql << "INSERT INTO crisis_steps (id, room_id, level, text, owner_id, due_at, added_by) VALUES (:i, :r, :l, :t, :o, :d, :a)",
      soci::use(id), soci::use(step.room), soci::use(step.level), soci::use(step.text), soci::use(step.owner),
      soci::use(due, due_set), soci::use(step.added_by, by);
  return id;
}

Status add_step(soci::session& sql, Room& room, Step step, Id user, TimeUs now) {
  step.room = room.id;
  step.added_by = user;
  if (step.owner == 0) step.owner = room.lead;
  CHECK_OK(check(sql, step));
  step.id = insert_step(sql, step, now);
  room.steps.push_back(step);
  audit::add_to_timeline(sql, now, {room.id, user, "step_added", step.text, about(step.id)});
  return done();
}

Status change_step(soci::session& sql, const Step& step, const StepChange& change, Id user, TimeUs now) {
  Step after = step;
  if (change.text) after.text = *change.text;
  if (change.owner) after.owner = *change.owner;
  if (change.due_at) after.due_at = *change.due_at;
  if (change.note) after.note = *change.note;
  if (change.state && *change.state != step.state) {
    after.state = *change.state;
    after.done_at = after.state == "open" ? std::nullopt : std::optional(now);
    after.done_by = after.state == "open" ? 0 : user;
  }
  CHECK_OK(check(sql, after));
  store(sql, after);
  const std::string text = after.note.empty() ? after.text : after.text + " – " + after.note;
  audit::add_to_timeline(sql, now, {step.room, user, kind_of(step, after), text, about(step.id)});
  return done();
}

}  // namespace resonanz::crisis
