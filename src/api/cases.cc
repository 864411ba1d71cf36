// What people do with a case, and their answers.
#include "api/operations.h"
#include "api/views.h"
#include "cases/case_rows.h"

namespace resonanz::api {
namespace {

Reply conversation(Call& call, Id case_id) {
  TRY(const auto the_case, call.services.db.read([&](soci::session& sql) { return cases::load_case(sql, case_id); }));
  TRY(const auto row, call.services.inbox.row(the_case.mention));
  TRY(const Views views, Views::create(call));
  TRY(json::object whole, views.conversation(row));
  return ok(whole);
}

Reply show(Call& call) {
  TRY(const Id id, call.id());
  return conversation(call, id);
}

Reply assign(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(const Id to, required_id(body, "user_id"));
  TRY(const auto note, optional_text(body, "note"));
  CHECK_OK(call.services.cases.assign(id, to, note.value_or(""), call.user().id));
  return conversation(call, id);
}

Reply close(Call& call) {
  TRY(const Id id, call.id());
  CHECK_OK(call.services.cases.close(id, call.user().id));
  return conversation(call, id);
}

Reply reopen(Call& call) {
  TRY(const Id id, call.id());
  CHECK_OK(call.services.cases.reopen(id, call.user().id));
  return conversation(call, id);
}

Reply snooze(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(const TimeUs until, required_time(body, "until"));
  CHECK_OK(call.services.cases.snooze(id, until, call.user().id));
  return conversation(call, id);
}

Reply note(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(const std::string text, required_text(body, "text", 20'000));
  TRY(const auto event, call.services.cases.note(id, text, call.user().id));
  TRY(const Views views, Views::create(call));
  return ok(views.note(event), 201);
}

Reply save_draft(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(const std::string text, required_text(body, "text", 100'000));
  TRY(const auto lang, optional_text(body, "lang"));
  TRY(const auto version, required_number(body, "version"));
  TRY(const auto draft,
      call.services.cases.save_draft(id, text, lang.value_or(""), static_cast<int>(version), call.user().id));
  TRY(const Views views, Views::create(call));
  return ok(views.draft(draft));
}

Reply promise(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(const std::string text, required_text(body, "text", 500));
  TRY(const TimeUs due, required_time(body, "due"));
  TRY(const auto made, call.services.cases.promise(id, text, due, call.user().id));
  TRY(const Views views, Views::create(call));
  return ok(views.promise(made), 201);
}

/// The network counts; a text that it would refuse is not queued.
Status check_length(Call& call, Id source, const publish::NewReply& reply) {
  TRY(auto config, call.services.sources.config(source));
  const auto* kind = sources::find_kind(config.kind);
  if (!kind || !can_reply(config.kind)) return fail(Errc::no_reply);
  TRY(const auto connector, kind->create(std::move(config), call.services.connectors));
  return connector->check_length({reply.key, reply.text, reply.lang, "", "", ""});
}

Reply answer_case(Call& call) {
  publish::NewReply reply;
  TRY(reply.case_id, call.id());
  reply.key = call.request.header("idempotency-key");
  if (reply.key.size() < 8 || reply.key.size() > 100) return fail(Errc::value, "Idempotency-Key");
  reply.key = id_text(call.user().id) + ":" + reply.key;
  TRY(const json::object body, call.body());
  TRY(reply.text, required_text(body, "text", 100'000));
  TRY(reply.lang, required_text(body, "lang", 35));
  if (body.contains("confirm_hold")) {
    TRY(reply.confirm_hold, required_bool(body, "confirm_hold"));
  }
  reply.user = call.user().id;
  TRY(const auto workspace, call.services.workspace.read());
  reply.hold_us = workspace.hold_s * kSecondUs;
  TRY(const auto the_case,
      call.services.db.read([&](soci::session& sql) { return cases::load_case(sql, reply.case_id); }));
  TRY(const auto row, call.services.inbox.row(the_case.mention));
  CHECK_OK(check_length(call, row.mention.source, reply));
  TRY(const auto item, call.services.outbox.reply(reply));
  if (reply.hold_us <= 0) call.services.sender.wake();
  TRY(const Views views, Views::create(call));
  return ok(views.reply(item), 201);
}

Reply retry(Call& call) {
  TRY(const Id id, call.id());
  TRY(const auto item, call.services.outbox.retry(id, call.user().id));
  call.services.sender.wake();
  TRY(const Views views, Views::create(call));
  return ok(views.reply(item));
}

Reply cancel(Call& call) {
  TRY(const Id id, call.id());
  TRY(const auto item, call.services.outbox.cancel(id, call.user().id));
  TRY(const auto the_case,
      call.services.db.read([&](soci::session& sql) { return cases::load_case(sql, item.case_id); }));
  TRY(const Views views, Views::create(call));
  return ok(views.draft(the_case.draft));
}

}  // namespace

namespace operations {
using boost::asio::awaitable;
awaitable<Reply> read_case(Call& call) { co_return show(call); }
awaitable<Reply> assign_case(Call& call) { co_return assign(call); }
awaitable<Reply> close_case(Call& call) { co_return close(call); }
awaitable<Reply> reopen_case(Call& call) { co_return reopen(call); }
awaitable<Reply> snooze_case(Call& call) { co_return snooze(call); }
awaitable<Reply> create_note(Call& call) { co_return note(call); }
awaitable<Reply> update_draft(Call& call) { co_return save_draft(call); }
awaitable<Reply> create_promise(Call& call) { co_return promise(call); }
awaitable<Reply> create_reply(Call& call) { co_return answer_case(call); }
awaitable<Reply> retry_outbox(Call& call) { co_return retry(call); }
awaitable<Reply> cancel_outbox(Call& call) { co_return cancel(call); }
}  // namespace operations
}  // namespace resonanz::api
