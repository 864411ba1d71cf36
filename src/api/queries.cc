// Saved queries.
#include "api/operations.h"
#include "api/views.h"
#include "listen/print.h"

namespace resonanz::api {
namespace {

json::object cost_json(std::uint64_t cost) {
  const char* level = cost < 100 ? "low" : cost < 2000 ? "medium" : "high";
  return {{"value", static_cast<double>(cost)}, {"level", level}};
}

struct Figures {
  std::int64_t hits_7d = 0, waiting = 0;
};

Result<std::map<Id, Figures>> figures_of(Services& s, TimeUs now) {
  return s.db.read([&](soci::session& sql) -> Result<std::map<Id, Figures>> {
    std::map<Id, Figures> out;
    Id query = 0;
    std::int64_t hits = 0, waiting = 0;
    const TimeUs since = now - 7 * kDayUs;
    soci::statement rows =
        (sql.prepare << "SELECT mm.query_id, count(*), SUM(CASE WHEN cv.waiting = 1 AND cv.last_mention_id = m.id "
                        "THEN 1 ELSE 0 END) FROM mention_matches mm JOIN mentions m ON m.id = mm.mention_id "
                        "JOIN conversations cv ON cv.id = m.conversation_id WHERE m.created_at >= :t GROUP BY 1",
         soci::use(since), soci::into(query), soci::into(hits), soci::into(waiting));
    rows.execute();
    while (rows.fetch()) out[query] = {hits, waiting};
    return out;
  });
}

json::object query_json(const listen::SavedQuery& q, const Views& views, const Figures& figures) {
  return {{"id", id_text(q.id)},
          {"name", q.name},
          {"query", q.query},
          {"version", q.version},
          {"color", q.color.empty() ? json::value(nullptr) : json::value(q.color)},
          {"cost", cost_json(q.cost)},
          {"hits_7d", figures.hits_7d},
          {"needs_answer", figures.waiting},
          {"error", views.coded(q.error)},
          {"updated_at", format_rfc3339(q.updated_at)},
          {"updated_by", views.user_ref(q.updated_by)}};
}

Reply all(Call& call) {
  TRY(const auto queries, call.services.queries.list());
  TRY(const Views views, Views::create(call));
  TRY(auto figures, figures_of(call.services, call.now()));
  json::array items;
  for (const auto& query : queries) items.push_back(query_json(query, views, figures[query.id]));
  return ok(json::object{{"items", items}});
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
    saved = queries.change(id, name, query, color.value_or(""), static_cast<int>(version), call.user().id, call.now());
  } else {
    saved = queries.add(name, query, color.value_or(""), call.user().id, call.now());
  }
  if (!saved) return saved.error();
  TRY(const Views views, Views::create(call));
  TRY(auto figures, figures_of(call.services, call.now()));
  return ok(query_json(*saved, views, figures[saved->id]), existing ? 200 : 201);
}

Reply check(Call& call) {
  TRY(const json::object body, call.body());
  TRY(const std::string text, required_text(body, "query"));
  const auto* search = body.if_contains("search");
  const bool searching = search && search->is_bool() && search->as_bool();
  const auto query = call.services.queries.parse(text, searching ? listen::Rules::search : listen::Rules::live);
  json::object out{
      {"ok", query.ok()}, {"error", nullptr}, {"warnings", json::array()}, {"cost", nullptr}, {"tree", nullptr}};
  if (!query) {
    const Error& error = query.error();
    out["error"] = json::object{{"code", code_of(error.code)},
                                {"offset", error.offset.value_or(0)},
                                {"sentence", error.sentence(call.language)}};
    return ok(out);
  }
  for (const auto& warning : query->warnings)
    out["warnings"].as_array().push_back({{"code", "W_LINT"},
                                          {"offset", warning.offset},
                                          {"sentence", call.language == "de" ? warning.de : warning.en}});
  out["cost"] = cost_json(query->cost);
  out["tree"] = listen::to_outline(*query);
  return ok(out);
}

Reply remove(Call& call) {
  TRY(const Id id, call.id());
  CHECK_OK(call.services.queries.remove(id, call.user().id, call.now()));
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
