// Saved queries, lists, and what a query would find.
#include "api/operations.h"
#include "api/query_view.h"
#include "listen/exclusions.h"
#include "listen/lint.h"
#include "listen/print.h"
#include "specs/settings.h"

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
    saved = queries.add(name, query, color.value_or(""), call.user().id, call.now());
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

Reply preview(Call& call) {
  TRY(const json::object body, call.body());
  TRY(const std::string text, required_text(body, "query"));
  const auto* wanted = body.if_contains("limit");
  const std::int64_t limit = wanted && wanted->is_int64() ? std::clamp<std::int64_t>(wanted->as_int64(), 0, 50) : 20;
  TRY(const auto query, call.services.queries.parse(text, listen::Rules::search));
  std::map<std::string, std::int64_t> per_day;
  std::vector<ingest::Mention> hits;
  std::int64_t total = 0, scanned = 0;
  const ingest::Mentions mentions(call.services.keys);
  CHECK_OK(call.services.db.read([&](soci::session& sql) -> Status {
    const auto look = [&](const ingest::Mention& mention) {
      if (++scanned > settings::kSearchScan) return false;
      const auto spans = listen::match_one(query, mention.post);
      if (!spans) return true;
      ++total;
      ++per_day[format_rfc3339(mention.post.created_at.value_or(mention.received_at)).substr(0, 10)];
      if (static_cast<std::int64_t>(hits.size()) < limit) {
        hits.push_back(mention);
        hits.back().matches = {ingest::match_from(0, *spans)};
      }
      return true;
    };
    return listen::reads_only_plain(query) ? mentions.scan_plain(sql, look) : mentions.scan(sql, look);
  }));
  TRY(const Views views, Views::create(call));
  json::array items, days;
  for (auto& hit : hits) {
    TRY(auto row, call.services.inbox.row(hit.id));
    row.mention.matches = hit.matches;
    items.push_back(views.mention(row));
  }
  for (const auto& [day, count] : per_day) days.push_back({{"day", day}, {"count", count}});
  return ok(json::object{
      {"total", total}, {"per_day", days}, {"items", items}, {"scanned", std::min(scanned, settings::kSearchScan)}});
}

Reply remove(Call& call) {
  TRY(const Id id, call.id());
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
awaitable<Reply> preview_query(Call& call) { co_return preview(call); }
}  // namespace operations
}  // namespace resonanz::api
