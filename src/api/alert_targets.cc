// Where alerts are told, how that went, and the house's mail server for it.
#include "api/operations.h"
#include "host/encoding.h"

namespace resonanz::api {
namespace {

using notice::Target;

/// Addresses of browsers are long and nobody's reading; secrets are shown once, when they are made.
json::object target_view(const Target& target) {
  return {{"id", id_text(target.id)},    {"kind", name_of(target.kind)},
          {"name", target.name},         {"address", target.kind == Target::Kind::push ? "" : target.address},
          {"language", target.language}, {"created_at", format_rfc3339(target.created_at)}};
}

Reply all(Call& call) {
  TRY(const auto targets, call.services.notice.targets.list());
  TRY(const auto push, notice::push_keys(call.services.db, call.services.keys));
  json::array items;
  for (const Target& target : targets) items.push_back(target_view(target));
  return ok(json::object{{"items", items}, {"push_key", host::base64(push.open, host::Base64::url)}});
}

Reply add(Call& call) {
  TRY(const json::object body, call.body());
  Target target;
  TRY(const std::string kind, required_text(body, "kind", 20));
  const auto known = notice::parse_target_kind(kind);
  if (!known) return fail(Errc::value, "kind");
  target.kind = *known;
  TRY(target.name, required_text(body, "name", 200));
  TRY(target.address, required_text(body, "address", 2000));
  if (target.kind == Target::Kind::push) {
    TRY(target.secret, required_text(body, "keys", 200));
    CHECK_OK(notice::read_subscription(target.secret));
  }
  target.language = call.language;
  TRY(const Target made, call.services.notice.targets.add(target, call.user().id, call.now()));
  json::object view = target_view(made);
  view["secret"] = made.kind == Target::Kind::webhook ? json::value(made.secret) : json::value(nullptr);
  return ok(view, 201);
}

Reply remove(Call& call) {
  TRY(const Id id, call.id());
  CHECK_OK(call.services.notice.targets.end(id, call.actor(), "removed", call.now()));
  return nothing();
}

json::object delivery_view(const notice::Telling& telling, std::string_view language) {
  json::value error = nullptr;
  if (const auto errc = errc_from_code(telling.error_code))
    error = coded_sentence(fail(*errc, telling.error_detail), language);
  return {{"id", id_text(telling.id)},
          {"alert_id", telling.alert == 0 ? json::value(nullptr) : json::value(id_text(telling.alert))},
          {"notice_id", telling.notice == 0 ? json::value(nullptr) : json::value(id_text(telling.notice))},
          {"target",
           json::object{{"id", id_text(telling.target)}, {"name", telling.target_name}, {"kind", telling.target_kind}}},
          {"state", telling.state},
          {"attempts", telling.attempts},
          {"status", telling.status},
          {"created_at", format_rfc3339(telling.created_at)},
          {"next_try_at",
           telling.state == "queued" ? json::value(format_rfc3339(telling.not_before)) : json::value(nullptr)},
          {"sent_at", time_or_null(telling.sent_at)},
          {"error", error}};
}

Reply deliveries(Call& call) {
  const Id before = parse_id(call.request.parameter("before")).value_or(0);
  const int limit = number_parameter(call.request, "limit", 50, 1, 100);
  TRY(const auto tellings, call.services.notice.deliveries.list(before, limit));
  json::array items;
  for (const auto& telling : tellings) items.push_back(delivery_view(telling, call.language));
  const bool more = static_cast<int>(tellings.size()) == limit;
  return ok(
      json::object{{"items", items}, {"next", more ? json::value(id_text(tellings.back().id)) : json::value(nullptr)}});
}

Reply replay(Call& call) {
  TRY(const Id id, call.id());
  CHECK_OK(call.services.notice.deliveries.replay(id, call.user().id));
  call.services.notice.courier.wake();
  return nothing();
}

Reply mail(Call& call) {
  TRY(const auto settings, notice::read_mail_settings(call.services.db, call.services.keys));
  return ok(json::object{{"url", settings.server.url},
                         {"user", settings.server.user},
                         {"has_password", !settings.server.password.empty()},
                         {"plain", settings.server.plain},
                         {"from", settings.from}});
}

Reply change_mail(Call& call) {
  TRY(const json::object body, call.body());
  TRY(notice::MailSettings settings, notice::read_mail_settings(call.services.db, call.services.keys));
  TRY(const auto url, optional_text(body, "url"));
  TRY(const auto user, optional_text(body, "user"));
  TRY(const auto password, optional_text(body, "password"));
  TRY(const auto from, optional_text(body, "from"));
  TRY(settings.server.plain, required_bool(body, "plain"));
  settings.server.url = url.value_or("");
  settings.server.user = user.value_or("");
  if (password) settings.server.password = *password;  // what is not given stays
  settings.from = from.value_or("");
  CHECK_OK(notice::write_mail_settings(call.services.db, call.services.keys, settings, call.user().id, call.now()));
  return mail(call);
}

}  // namespace

namespace operations {
using boost::asio::awaitable;
awaitable<Reply> list_alert_targets(Call& call) { co_return all(call); }
awaitable<Reply> create_alert_target(Call& call) { co_return add(call); }
awaitable<Reply> delete_alert_target(Call& call) { co_return remove(call); }
awaitable<Reply> list_alert_deliveries(Call& call) { co_return deliveries(call); }
awaitable<Reply> replay_alert_delivery(Call& call) { co_return replay(call); }
awaitable<Reply> read_alert_mail(Call& call) { co_return mail(call); }
awaitable<Reply> update_alert_mail(Call& call) { co_return change_mail(call); }
}  // namespace operations
}  // namespace resonanz::api
