// Alerts: what was raised, why, and whether it was real.
#include "api/operations.h"
#include "api/views.h"
#include "notice/message.h"

namespace resonanz::api {
namespace {

constexpr std::size_t kExamples = 3;

/// The newest posts of an alert that are still there, as the inbox shows them.
json::array examples(Call& call, const Views& views, const notice::Alert& alert) {
  json::array out;
  for (const Id post : alert.posts) {
    if (out.size() == kExamples) break;
    if (const auto row = call.services.inbox.row(post); row) out.push_back(views.mention(*row));
  }
  return out;
}

json::object alert_view(Call& call, const Views& views, const std::map<Id, Id>& rooms, const notice::Alert& alert) {
  json::object out = notice::alert_json(alert, "");
  json::array posts;
  for (const Id post : alert.posts) posts.emplace_back(id_text(post));
  out["posts"] = posts;
  out.erase("link");
  out["query_id"] = alert.query == 0 ? json::value(nullptr) : json::value(id_text(alert.query));
  out["from"] = format_rfc3339(alert.from);
  out["to"] = format_rfc3339(alert.to);
  out["why"] = notice::alert_sentence(alert, call.language);
  out["examples"] = examples(call, views, alert);
  out["seen_by"] = views.user_ref(alert.seen_by);
  out["feedback"] = alert.feedback;
  out["feedback_by"] = views.user_ref(alert.feedback_by);
  const auto room = rooms.find(alert.id);
  out["room_id"] = room == rooms.end() ? json::value(nullptr) : json::value(id_text(room->second));
  return out;
}

Reply all(Call& call) {
  const Id before = parse_id(call.request.parameter("before")).value_or(0);
  const int limit = number_parameter(call.request, "limit", 20, 1, 50);
  TRY(const auto alerts, call.services.notice.alerts.list(before, limit));
  TRY(const auto unseen, call.services.notice.alerts.unseen());
  TRY(const Views views, Views::create(call));
  TRY(const auto rooms, call.services.crisis.rooms.by_alert());
  json::array items;
  for (const auto& alert : alerts) items.push_back(alert_view(call, views, rooms, alert));
  const bool more = static_cast<int>(alerts.size()) == limit;
  return ok(json::object{{"items", items},
                         {"unseen", unseen},
                         {"next", more ? json::value(id_text(alerts.back().id)) : json::value(nullptr)}});
}

Reply judge(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  if (!body.contains("feedback")) return fail(Errc::value, "feedback");  // null takes it back, forgetting it does not
  TRY(const auto feedback, optional_text(body, "feedback"));
  CHECK_OK(call.services.notice.alerts.judge(id, feedback.value_or(""), call.user().id, call.now()));
  TRY(const auto alert, call.services.notice.alerts.find(id));
  TRY(const Views views, Views::create(call));
  TRY(const auto rooms, call.services.crisis.rooms.by_alert());
  return ok(alert_view(call, views, rooms, alert));
}

}  // namespace

namespace operations {
using boost::asio::awaitable;
awaitable<Reply> list_alerts(Call& call) { co_return all(call); }
awaitable<Reply> judge_alert(Call& call) { co_return judge(call); }
}  // namespace operations
}  // namespace resonanz::api
