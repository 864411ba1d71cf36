// Saved queries.
#include "api/operations.h"
#include "api/query_view.h"
#include "listen/exclusions.h"
#include "listen/lint.h"
#include "listen/print.h"

namespace resonanz::api {
namespace {

Reply all(Call& call) {
  TRY(const auto queries, call.services.queries.list());
  TRY(json::array items, queries_json(call, queries));
  return ok(json::object{{"items", std::move(items)}});
}

Reply save(Call& call, bool existing) {
  TRY(const json::object body, call.body());
  TRY(const std::string name, required_text(body, "name", 200));
  TRY(const std::string query, required_text(body, "query"));
  TRY(const auto color, optional_text(body, "color"));
  auto& queries = call.services.queries;
  Result<listen::SavedQuery> saved = fail(Errc::internal);
  if (existing) {
    TRY(const Id id, call.id());
    TRY(const auto version, required_number(body, "version"));
    saved = queries.change(id, name, query, color.value_or(""), static_cast<int>(version), editor_of(call), call.now());
  } else {
    TRY(const auto wanted, optional_text(body, "purpose"));
    const auto purpose = listen::purpose_from(wanted.value_or("listen"));
    if (!purpose) return fail(Errc::value, "purpose");
    saved = queries.add(name, query, color.value_or(""), call.user().id, call.now(), *purpose);
  }
  if (!saved) return saved.error();
  TRY(json::object whole, query_json(call, *saved));
  return ok(whole, existing ? 200 : 201);
}

Reply check(Call& call) {
  TRY(const json::object body, call.body());
  TRY(const std::string text, required_text(body, "query"));
  const auto* search = body.if_contains("search");
  const bool searching = search && search->is_bool() && search->as_bool();
  const auto query = call.services.queries.parse(text, searching ? listen::Rules::search : listen::Rules::live);
  json::object out{{"ok", query.ok()}, {"error", nullptr},  {"warnings", json::array()}, {"cost", nullptr},
                   {"tree", nullptr},  {"excludes", false}, {"groups", nullptr},         {"groups_why", nullptr}};
  if (!query) {
    const Error& error = query.error();
    out["error"] = json::object{{"code", code_of(error.code)},
                                {"offset", error.offset.value_or(0)},
                                {"sentence", error.sentence(call.language)}};
    return ok(out);
  }
  for (const auto& warning : listen::warnings_of(*query))
    out["warnings"].as_array().push_back(mark_json(warning, call.language));
  out["cost"] = cost_json(query->cost);
  out["tree"] = listen::to_outline(*query);
  out["excludes"] = !listen::excluded_conditions(*query).empty();
  const auto groups = listen::groups_of(*query);
  if (const auto* why = std::get_if<listen::Remark>(&groups)) out["groups_why"] = mark_json(*why, call.language);
  else out["groups"] = groups_json(std::get<0>(groups));
  return ok(out);
}

Reply remove(Call& call) {
  TRY(const Id id, call.id());
  TRY(const auto rules, call.services.notice.rules.list());
  for (const auto& rule : rules)
    if (rule.query == id) return fail(Errc::watched, rule.name);
  CHECK_OK(call.services.queries.remove(id, editor_of(call), call.now()));
  return nothing();
}

}  // namespace

namespace operations {
using boost::asio::awaitable;
awaitable<Reply> list_queries(Call& call) { co_return all(call); }
awaitable<Reply> create_query(Call& call) { co_return save(call, false); }
awaitable<Reply> update_query(Call& call) { co_return save(call, true); }
awaitable<Reply> delete_query(Call& call) { co_return remove(call); }
awaitable<Reply> check_query(Call& call) { co_return check(call); }
}  // namespace operations
}  // namespace resonanz::api
