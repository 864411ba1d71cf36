// Statements of crisis rooms and their approvals.
#include "api/crisis_view.h"
#include "api/operations.h"

namespace resonanz::api {
namespace {

crisis::Statements& statements(Call& call) { return call.services.crisis.statements; }

Reply answer(Call& call, const Result<crisis::Statement>& changed, int status = 200) {
  if (!changed) return changed.error();
  TRY(const json::object view, room_view(call, changed->room));
  return ok(view, status);
}

Result<crisis::StatementText> words_of(const json::object& body) {
  crisis::StatementText words;
  TRY(words.title, required_text(body, "title", 200));
  TRY(words.text, required_text(body, "text", 20'000));
  TRY(words.lang, required_text(body, "lang", 20));
  return words;
}

Result<int> version_of(const json::object& body) {
  TRY(const auto version, required_number(body, "version"));
  return static_cast<int>(std::clamp<std::int64_t>(version, 0, 1'000'000));
}

Reply create(Call& call) {
  TRY(const Id room, call.id());
  TRY(const json::object body, call.body());
  TRY(const auto words, words_of(body));
  return answer(call, statements(call).draft(room, words, call.user().id), 201);
}

Reply update(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(const auto words, words_of(body));
  TRY(const int version, version_of(body));
  return answer(call, statements(call).edit(id, version, words, call.user().id));
}

Reply request(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(const int version, version_of(body));
  TRY(const auto asked, id_list(body, "approvers"));
  return answer(call, statements(call).request(id, version, asked, call.user().id));
}

Reply approve(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(const int version, version_of(body));
  return answer(call, statements(call).approve(id, version, call.user().id));
}

Reply refuse(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(const int version, version_of(body));
  TRY(const std::string reason, required_text(body, "reason", 2000));
  return answer(call, statements(call).refuse(id, version, reason, call.user().id));
}

Reply published(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(const std::string url, required_text(body, "url", 2000));
  TRY(const auto at, optional_time(body, "at"));
  return answer(call, statements(call).published(id, url, at.value_or(call.now()), call.user().id));
}

Reply withdraw(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(const auto reason, optional_text(body, "reason"));
  if (reason && reason->size() > 2000) return fail(Errc::value, "reason");
  return answer(call, statements(call).withdraw(id, reason.value_or(""), call.user().id));
}

Reply usable(Call& call) {
  TRY(const auto found, statements(call).usable());
  TRY(const Views views, Views::create(call));
  json::array items;
  for (const auto& statement : found) items.push_back(statement_view(views, statement, call.user().id));
  return ok(json::object{{"items", items}});
}

Reply versions(Call& call) {
  TRY(const Id id, call.id());
  TRY(const auto found, statements(call).versions(id));
  TRY(const Views views, Views::create(call));
  json::array items;
  for (const auto& version : found)
    items.push_back({{"version", version.version},
                     {"title", version.words.title},
                     {"text", version.words.text},
                     {"lang", version.words.lang},
                     {"by", views.user_ref(version.by)},
                     {"at", format_rfc3339(version.at)}});
  return ok(json::object{{"items", items}});
}

}  // namespace

namespace operations {
using boost::asio::awaitable;
awaitable<Reply> create_statement(Call& call) { co_return create(call); }
awaitable<Reply> list_statements(Call& call) { co_return usable(call); }
awaitable<Reply> list_statement_versions(Call& call) { co_return versions(call); }
awaitable<Reply> update_statement(Call& call) { co_return update(call); }
awaitable<Reply> request_approval(Call& call) { co_return request(call); }
awaitable<Reply> approve_statement(Call& call) { co_return approve(call); }
awaitable<Reply> refuse_statement(Call& call) { co_return refuse(call); }
awaitable<Reply> publish_statement(Call& call) { co_return published(call); }
awaitable<Reply> withdraw_statement(Call& call) { co_return withdraw(call); }
}  // namespace operations
}  // namespace resonanz::api
