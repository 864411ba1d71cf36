// The inbox list and the conversation of a mention.
#include "api/operations.h"
#include "api/views.h"

namespace resonanz::api {
namespace {

Result<cases::View> view_from(std::string_view name) {
  if (name == "mine") return cases::View::mine;
  if (name == "all") return cases::View::all;
  if (name == "closed") return cases::View::closed;
  if (name.empty() || name == "needs_answer") return cases::View::needs_answer;
  return fail(Errc::value, "view");
}

Reply all(Call& call) {
  const auto& request = call.request;
  cases::Filter filter;
  TRY(filter.view, view_from(request.parameter("view")));
  filter.user = call.user().id;
  TRY(filter.source, id_parameter(request, "source"));
  TRY(filter.query, id_parameter(request, "query"));
  filter.network = request.parameter("network");
  filter.sentiment = request.parameter("sentiment");
  filter.about = request.parameter("about");
  filter.intent = request.parameter("intent");
  filter.lang = request.parameter("lang");
  TRY(filter.repeats_of, id_parameter(request, "repeats_of"));
  TRY(const auto after, time_parameter(request, "after"));
  TRY(const auto before, time_parameter(request, "before"));
  filter.after = after.value_or(0), filter.before = before.value_or(0);
  filter.cursor = request.parameter("cursor");
  filter.limit = number_parameter(request, "limit", 50, 1, 100);
  std::optional<listen::Query> query;
  if (!request.parameter("q").empty()) {
    TRY(query, search_query(call, request.parameter("q")));
    filter.search = &*query;
  }
  TRY(const auto page, call.services.inbox.list(filter));
  TRY(const Views views, Views::create(call));
  const auto total = [&](cases::View view) { return page.totals[static_cast<std::size_t>(view)]; };
  json::array items;
  for (const auto& row : page.rows) items.push_back(views.mention(row));
  return ok(json::object{{"items", items},
                         {"next", page.next.empty() ? json::value(nullptr) : json::value(page.next)},
                         {"total", total(filter.view)},
                         {"complete", page.complete},
                         {"counts", json::object{{"needs_answer", total(cases::View::needs_answer)},
                                                 {"mine", total(cases::View::mine)},
                                                 {"all", total(cases::View::all)},
                                                 {"closed", total(cases::View::closed)}}}});
}

Reply conversation(Call& call, Id mention) {
  TRY(const auto row, call.services.inbox.row(mention));
  TRY(const Views views, Views::create(call));
  TRY(json::object whole, views.conversation(row));
  return ok(whole);
}

Reply one(Call& call) {
  TRY(const Id id, call.id());
  return conversation(call, id);
}

boost::asio::awaitable<Reply> take(Call& call) {
  CO_TRY(const Id id, call.id());
  CO_TRY(const json::object body, call.body());
  CO_TRY(const std::string reason, required_text(body, "reason", 40));
  CO_TRY(const Id case_id, call.services.cases.take(id, call.user().id, reason));
  co_await call.services.names.look_up(case_id);
  co_return conversation(call, id);
}

Reply set_dismissed(Call& call, bool dismissed) {
  TRY(const Id id, call.id());
  auto& cases = call.services.cases;
  CHECK_OK(dismissed ? cases.dismiss(id, call.user().id) : cases.restore(id, call.user().id));
  TRY(const auto row, call.services.inbox.row(id));
  TRY(const Views views, Views::create(call));
  return ok(views.mention(row));
}

Reply tag(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(const Id tag_id, required_id(body, "tag"));
  TRY(const bool given, required_bool(body, "given"));
  CHECK_OK(call.services.cases.set_tag(id, tag_id, given, call.user().id));
  TRY(const auto row, call.services.inbox.row(id));
  TRY(const Views views, Views::create(call));
  return ok(views.mention(row));
}

Reply label(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(const std::string what, required_text(body, "what", 20));
  if (!body.contains("label")) return fail(Errc::value, "label");  // null takes one back, forgetting it does not
  TRY(const auto said, optional_text(body, "label"));
  TRY(const auto query, optional_text(body, "query"));
  CHECK_OK(call.services.cases.set_label(id, parse_id(query.value_or("")).value_or(0), what, said, call.user().id));
  TRY(const auto row, call.services.inbox.row(id));
  TRY(const Views views, Views::create(call));
  return ok(views.mention(row));
}

}  // namespace

namespace operations {
boost::asio::awaitable<Reply> list_mentions(Call& call) { co_return all(call); }
boost::asio::awaitable<Reply> read_mention(Call& call) { co_return one(call); }
boost::asio::awaitable<Reply> take_mention(Call& call) { return take(call); }
boost::asio::awaitable<Reply> dismiss_mention(Call& call) { co_return set_dismissed(call, true); }
boost::asio::awaitable<Reply> tag_mention(Call& call) { co_return tag(call); }
boost::asio::awaitable<Reply> label_mention(Call& call) { co_return label(call); }
boost::asio::awaitable<Reply> restore_mention(Call& call) { co_return set_dismissed(call, false); }
}  // namespace operations
}  // namespace resonanz::api
