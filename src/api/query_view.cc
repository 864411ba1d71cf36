#include "api/query_view.h"

namespace resonanz::api {
namespace {

struct Figures {
  std::int64_t hits_7d = 0, waiting = 0;
};

Result<std::map<Id, Figures>> figures_of(Services& s, TimeUs now) {
  return s.db.read([&](soci::session& sql) -> Result<std::map<Id, Figures>> {
    std::map<Id, Figures> out;
    Id query = 0;
    std::int64_t hits = 0, waiting = 0;
    const TimeUs since = now - 7 * kDayUs;
    // What a person said of a tag counts, else what its query found.
    constexpr std::string_view kOf =
        "SELECT hit.query_id AS query_id, CASE WHEN cv.waiting = 1 AND cv.last_mention_id = m.id THEN 1 ELSE 0 END AS "
        "waits FROM mentions m JOIN conversations cv ON cv.id = m.conversation_id JOIN ";
    soci::statement rows =
        (sql.prepare << fmt::format(
             "SELECT query_id, count(*), SUM(waits) FROM ("
             "{0} mention_matches hit ON hit.mention_id = m.id WHERE m.created_at >= :t AND NOT EXISTS (SELECT 1 FROM "
             "mention_tags said WHERE said.mention_id = m.id AND said.query_id = hit.query_id) UNION ALL "
             "{0} mention_tags hit ON hit.mention_id = m.id WHERE m.created_at >= :t2 AND hit.given = 1) GROUP BY 1",
             kOf),
         soci::use(since), soci::use(since), soci::into(query), soci::into(hits), soci::into(waiting));
    rows.execute();
    while (rows.fetch()) out[query] = {hits, waiting};
    return out;
  });
}

json::value lock_json(const listen::SavedQuery& q, const Views& views) {
  if (q.locked_by == 0) return nullptr;
  return json::object{{"by", views.user_ref(q.locked_by)}, {"at", format_rfc3339(q.locked_at)}};
}

json::object one(const Call& call, const listen::SavedQuery& q, const Views& views, const Figures& figures) {
  const listen::Editor editor = editor_of(call);
  const bool writes = auth::holds(call.user().role, auth::Permission::queries_write);
  const bool may_change = writes && (q.locked_by == 0 || q.locked_by == editor.user || editor.is_admin);
  const bool may_lock = may_change && (q.locked_by != 0 || q.owner == editor.user || editor.is_admin);
  return {{"id", id_text(q.id)},
          {"name", q.name},
          {"query", q.query},
          {"purpose", listen::name_of(q.purpose)},
          {"version", q.version},
          {"color", q.color.empty() ? json::value(nullptr) : json::value(q.color)},
          {"cost", cost_json(q.cost)},
          {"hits_7d", figures.hits_7d},
          {"needs_answer", figures.waiting},
          {"error", views.coded(q.error)},
          {"updated_at", format_rfc3339(q.updated_at)},
          {"updated_by", views.user_ref(q.updated_by)},
          {"owner", views.user_ref(q.owner)},
          {"lock", lock_json(q, views)},
          {"may_change", may_change},
          {"may_lock", may_lock}};
}

}  // namespace

json::object cost_json(std::uint64_t cost) {
  const char* level = cost < 100 ? "low" : cost < 2000 ? "medium" : "high";
  return {{"value", static_cast<double>(cost)}, {"level", level}};
}

json::object mark_json(const listen::Remark& remark, std::string_view language) {
  return {{"code", remark.code_text()}, {"offset", remark.offset}, {"sentence", remark.sentence(language)}};
}

json::array groups_json(const std::vector<listen::ConditionGroup>& groups) {
  json::array out;
  for (const auto& group : groups)
    out.push_back({{"kind", listen::name_of(group.kind)},
                   {"conditions", json::array(group.conditions.begin(), group.conditions.end())}});
  return out;
}

json::array spans_json(const std::vector<listen::Span>& spans) {
  json::array out;
  for (const auto& span : spans)
    out.push_back(
        {{"field", span.field == listen::Field::title ? "title" : "text"}, {"begin", span.begin}, {"end", span.end}});
  return out;
}

listen::Editor editor_of(const Call& call) { return {call.user().id, call.user().role == auth::Role::admin}; }

Result<json::array> queries_json(Call& call, const std::vector<listen::SavedQuery>& queries) {
  TRY(const Views views, Views::create(call));
  TRY(auto figures, figures_of(call.services, call.now()));
  json::array items;
  for (const auto& query : queries) items.push_back(one(call, query, views, figures[query.id]));
  return items;
}

Result<json::object> query_json(Call& call, const listen::SavedQuery& query) {
  TRY(json::array items, queries_json(call, {query}));
  return std::move(items[0].as_object());
}

}  // namespace resonanz::api
