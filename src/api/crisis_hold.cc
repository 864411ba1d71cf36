// The switch that holds publishing, and what it held.
#include "api/crisis_view.h"
#include "api/operations.h"
#include "cases/case_rows.h"

namespace resonanz::api {
namespace {

Reply begin(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(const std::string reason, required_text(body, "reason", 500));
  CHECK_OK(call.services.crisis.rooms.begin_hold(id, reason, call.user().id));
  TRY(const json::object view, room_view(call, id));
  return ok(view);
}

Reply lift(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(const auto note, optional_text(body, "note"));
  if (note && note->size() > 500) return fail(Errc::value, "note");
  CHECK_OK(call.services.crisis.rooms.lift_hold(id, note.value_or(""), call.user().id));
  TRY(const json::object view, room_view(call, id));
  return ok(view);
}

json::object held_view(Call& call, const Views& views, const publish::Item& item) {
  json::value number = nullptr, mention = nullptr;
  const auto the_case = call.services.db.read([&](soci::session& sql) { return cases::load_case(sql, item.case_id); });
  if (the_case) number = json::value(the_case->number), mention = json::value(id_text(the_case->mention));
  return {{"reply", views.reply(item)},
          {"case_id", item.case_id == 0 ? json::value(nullptr) : json::value(id_text(item.case_id))},
          {"case_number", number},
          {"mention_id", mention},
          {"hold_id", id_text(item.hold)}};
}

Reply held(Call& call) {
  TRY(const auto items, call.services.outbox.held());
  TRY(const Views views, Views::create(call));
  TRY(const json::value hold, hold_now_view(call.services.db, colleagues(views)));
  json::array out;
  for (const publish::Item& item : items) out.push_back(held_view(call, views, item));
  return ok(json::object{{"hold", hold}, {"items", out}});
}

Reply release(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  bool confirmed = false;
  if (body.contains("confirm_hold")) {
    TRY(confirmed, required_bool(body, "confirm_hold"));
  }
  TRY(const auto item, call.services.outbox.release(id, call.user().id, confirmed));
  call.services.sender.wake();
  TRY(const Views views, Views::create(call));
  return ok(views.reply(item));
}

Reply release_all(Call& call) {
  TRY(const int count, call.services.outbox.release_all(call.user().id));
  call.services.sender.wake();
  return ok(json::object{{"count", count}});
}

Reply take_back_all(Call& call) {
  TRY(const int count, call.services.outbox.cancel_all_held(call.user().id));
  return ok(json::object{{"count", count}});
}

}  // namespace

namespace operations {
using boost::asio::awaitable;
awaitable<Reply> begin_hold(Call& call) { co_return begin(call); }
awaitable<Reply> lift_hold(Call& call) { co_return lift(call); }
awaitable<Reply> list_held(Call& call) { co_return held(call); }
awaitable<Reply> release_outbox(Call& call) { co_return release(call); }
awaitable<Reply> release_all_held(Call& call) { co_return release_all(call); }
awaitable<Reply> take_back_all_held(Call& call) { co_return take_back_all(call); }
}  // namespace operations
}  // namespace resonanz::api
