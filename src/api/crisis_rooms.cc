// Crisis rooms: opening, closing, facts, levels, clocks, steps, the timeline.
#include "api/crisis_view.h"
#include "api/operations.h"

namespace resonanz::api {
namespace {

crisis::Rooms& rooms(Call& call) { return call.services.crisis.rooms; }

/// What every act answers: the room as it is now.
Reply answer(Call& call, const Result<crisis::Room>& changed, int status = 200) {
  if (!changed) return changed.error();
  TRY(const json::object view, room_view(call, changed->id));
  return ok(view, status);
}

Reply all(Call& call) {
  const std::string state(call.request.parameter("state"));
  const Id before = parse_id(call.request.parameter("before")).value_or(0);
  const int limit = number_parameter(call.request, "limit", 20, 1, 50);
  TRY(const auto found, rooms(call).list(state, before, limit));
  TRY(const auto figures, rooms(call).figures());
  TRY(const Views views, Views::create(call));
  json::array items;
  CHECK_OK(call.services.db.read([&](soci::session& sql) -> Status {
    for (const crisis::Room& room : found) {
      const auto statements = crisis::statements_of(sql, room.id);
      const auto waiting =
          std::count_if(statements.begin(), statements.end(), [](const auto& s) { return s.state == "waiting"; });
      items.push_back(room_item(views, room, publish::holds_of(sql, room.id), waiting, call.now()));
    }
    return done();
  }));
  const bool more = static_cast<int>(found.size()) == limit && !found.back().is_open();
  const auto minutes = figures.statement_minutes;
  return ok(json::object{
      {"items", items},
      {"next", more ? json::value(id_text(found.back().id)) : json::value(nullptr)},
      {"figures", json::object{{"rooms", figures.rooms},
                               {"open", figures.open},
                               {"clocks_met", figures.clocks_met},
                               {"clocks_missed", figures.clocks_missed},
                               {"statement_minutes", minutes ? json::value(*minutes) : json::value(nullptr)}}}});
}

Reply open(Call& call) {
  TRY(const json::object body, call.body());
  crisis::NewRoom wanted;
  wanted.language = call.language;
  TRY(wanted.title, required_text(body, "title", 1000));
  TRY(wanted.drill, required_bool(body, "drill"));
  TRY(wanted.alert, optional_id(body, "alert_id"));
  TRY(wanted.query, optional_id(body, "query_id"));
  TRY(wanted.lead, optional_id(body, "lead_id"));
  TRY(wanted.playbook, optional_id(body, "playbook_id"));
  TRY(const auto reason, optional_text(body, "reason"));
  wanted.reason = reason.value_or("");
  if (body.contains("target_ids")) {
    TRY(wanted.targets, id_list(body, "target_ids"));
  }
  if (const auto* level = body.if_contains("level"); level && !level->is_null()) {
    TRY(const auto number, required_number(body, "level"));
    wanted.level = static_cast<int>(std::clamp<std::int64_t>(number, -1, 100));
  }
  TRY(const crisis::Room room, rooms(call).open(wanted, call.user().id));
  // Opening a real room is the plainest word on an alert; a drill says nothing of it.
  if (room.alert != 0 && !room.drill) {
    TRY(const auto alert, call.services.notice.alerts.find(room.alert));
    if (alert.feedback.empty())
      CHECK_OK(call.services.notice.alerts.judge(room.alert, "real", call.user().id, call.now()));
  }
  return answer(call, room, 201);
}

Reply show(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object view, room_view(call, id));
  return ok(view);
}

Reply change(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  crisis::RoomChange change;
  TRY(change.title, optional_text(body, "title"));
  TRY(change.lessons, optional_text(body, "lessons"));
  if (body.contains("lead_id")) {
    TRY(change.lead, required_id(body, "lead_id"));
  }
  if (body.contains("target_ids")) {
    TRY(change.targets, id_list(body, "target_ids"));
  }
  return answer(call, rooms(call).change(id, change, call.user().id));
}

Reply close(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(const auto note, optional_text(body, "note"));
  TRY(const auto lessons, optional_text(body, "lessons"));
  return answer(call, rooms(call).close(id, note.value_or(""), lessons, call.user().id));
}

Reply reopen(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(const std::string reason, required_text(body, "reason", 2000));
  return answer(call, rooms(call).reopen(id, reason, call.user().id));
}

Reply state(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(const std::string name, required_text(body, "fact", 50));
  const auto fact = crisis::parse_fact(name);
  if (!fact) return fail(Errc::value, "fact");
  TRY(const auto value, optional_text(body, "value"));
  TRY(const auto note, optional_text(body, "note"));
  if (note && note->size() > 2000) return fail(Errc::value, "note");
  return answer(call, rooms(call).state_fact(id, *fact, value.value_or(""), note.value_or(""), call.user().id));
}

Reply level(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(const auto level, required_number(body, "level"));
  TRY(const std::string reason, required_text(body, "reason", 2000));
  const int wanted = static_cast<int>(std::clamp<std::int64_t>(level, 0, 100));
  return answer(call, rooms(call).set_level(id, wanted, reason, call.user().id));
}

Reply derive(Call& call) {
  TRY(const Id id, call.id());
  return answer(call, rooms(call).derive_level(id, call.user().id));
}

Reply meet(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(const std::string name, required_text(body, "kind", 20));
  const auto kind = crisis::parse_clock(name);
  if (!kind) return fail(Errc::value, "kind");
  TRY(const std::string note, required_text(body, "note", 2000));
  TRY(const auto at, optional_time(body, "at"));
  return answer(call, rooms(call).meet_clock(id, *kind, note, at.value_or(call.now()), call.user().id));
}

Reply add_step(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  crisis::Step step;
  TRY(step.text, required_text(body, "text", 1000));
  TRY(step.owner, optional_id(body, "owner_id"));
  TRY(step.due_at, optional_time(body, "due_at"));
  return answer(call, rooms(call).add_step(id, step, call.user().id), 201);
}

Reply change_step(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  crisis::StepChange change;
  TRY(change.text, optional_text(body, "text"));
  TRY(change.state, optional_text(body, "state"));
  TRY(change.note, optional_text(body, "note"));
  if (body.contains("owner_id")) {
    TRY(change.owner, required_id(body, "owner_id"));
  }
  if (body.contains("due_at")) {
    TRY(change.due_at, optional_time(body, "due_at"));
  }
  return answer(call, rooms(call).change_step(id, change, call.user().id));
}

Result<std::vector<audit::Moment>> moments(Call& call, Id room, Id before, int limit) {
  TRY(const auto found, rooms(call).find(room));
  return call.services.db.read([&](soci::session& sql) -> Result<std::vector<audit::Moment>> {
    return audit::read_timeline(sql, found.id, before, limit);
  });
}

Reply timeline(Call& call) {
  TRY(const Id id, call.id());
  const Id before = parse_id(call.request.parameter("before")).value_or(0);
  const int limit = number_parameter(call.request, "limit", 50, 1, 200);
  TRY(const auto found, moments(call, id, before, limit));
  TRY(const Views views, Views::create(call));
  const crisis::Reader reader = reader_of(call, views);
  json::array items;
  for (const auto& moment : found) items.push_back(moment_view(views, moment, reader));
  const bool more = static_cast<int>(found.size()) == limit;
  return ok(
      json::object{{"items", items}, {"next", more ? json::value(id_text(found.back().id)) : json::value(nullptr)}});
}

Reply add_entry(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(const std::string text, required_text(body, "text", 5000));
  TRY(const Id entry, rooms(call).add_entry(id, text, call.user().id));
  TRY(const auto found, moments(call, id, entry + 1, 1));
  TRY(const Views views, Views::create(call));
  return ok(moment_view(views, found.front(), reader_of(call, views)), 201);
}

}  // namespace

namespace operations {
using boost::asio::awaitable;
awaitable<Reply> list_rooms(Call& call) { co_return all(call); }
awaitable<Reply> open_room(Call& call) { co_return open(call); }
awaitable<Reply> read_room(Call& call) { co_return show(call); }
awaitable<Reply> update_room(Call& call) { co_return change(call); }
awaitable<Reply> close_room(Call& call) { co_return close(call); }
awaitable<Reply> reopen_room(Call& call) { co_return reopen(call); }
awaitable<Reply> state_fact(Call& call) { co_return state(call); }
awaitable<Reply> set_level(Call& call) { co_return level(call); }
awaitable<Reply> derive_level(Call& call) { co_return derive(call); }
awaitable<Reply> meet_clock(Call& call) { co_return meet(call); }
awaitable<Reply> add_step(Call& call) { co_return api::add_step(call); }
awaitable<Reply> update_step(Call& call) { co_return change_step(call); }
awaitable<Reply> read_timeline(Call& call) { co_return timeline(call); }
awaitable<Reply> add_timeline_entry(Call& call) { co_return add_entry(call); }
}  // namespace operations
}  // namespace resonanz::api
