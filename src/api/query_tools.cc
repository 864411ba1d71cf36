// What helps people to write a query: why it matches, groups, and queries of other tools.
#include "api/operations.h"
#include "api/query_view.h"
#include "listen/explain.h"
#include "listen/vendors/import.h"

namespace resonanz::api {
namespace {

json::object part_json(const listen::Explained& part) {
  static constexpr const char* kKinds[] = {"all", "any", "none", "near", "leaf", "list"};
  return {{"kind", kKinds[static_cast<std::size_t>(part.kind)]},
          {"depth", part.depth},
          {"text", part.text},
          {"offset", part.offset},
          {"holds", part.holds},
          {"decides", part.decides},
          {"left_out", part.left_out},
          {"spans", spans_json(part.spans)}};
}

Reply explain(Call& call) {
  TRY(const json::object body, call.body());
  TRY(const std::string text, required_text(body, "query"));
  TRY(const Id id, required_id(body, "mention"));
  TRY(const auto query, search_query(call, text));
  TRY(const auto row, call.services.inbox.row(id));
  if (row.mention.deleted_at) return fail(Errc::deleted);
  listen::Document document;
  document.assign(row.mention.post);
  const auto parts = listen::explain(query, document);
  json::array out;
  for (const auto& part : parts) out.push_back(part_json(part));
  return ok(json::object{{"matches", parts[0].holds}, {"parts", out}});
}

Reply import_text(Call& call) {
  TRY(const json::object body, call.body());
  TRY(const std::string name, required_text(body, "vendor", 40));
  TRY(const std::string text, required_text(body, "text"));
  const auto vendor = listen::vendor_from(name);
  if (!vendor) return fail(Errc::value, "vendor");
  TRY(const auto imported, listen::import_query(*vendor, text));
  json::array notes;
  for (const auto& note : imported.notes) notes.push_back(mark_json(note, call.language));
  return ok(json::object{{"query", imported.query}, {"notes", notes}});
}

Result<std::vector<std::string>> texts_of(const json::object& group) {
  std::vector<std::string> out;
  const auto* given = group.if_contains("conditions");
  if (!given || !given->is_array()) return fail(Errc::value, "conditions");
  for (const auto& text : given->as_array()) {
    if (!text.is_string()) return fail(Errc::value, "conditions");
    out.emplace_back(text.as_string());
  }
  return out;
}

Reply groups_as_text(Call& call) {
  TRY(const json::object body, call.body());
  const auto* given = body.if_contains("groups");
  if (!given || !given->is_array()) return fail(Errc::value, "groups");
  std::vector<listen::ConditionGroup> groups;
  for (const auto& value : given->as_array()) {
    if (!value.is_object()) return fail(Errc::value, "groups");
    TRY(const std::string name, required_text(value.as_object(), "kind", 10));
    const auto kind = listen::group_kind_from(name);
    if (!kind) return fail(Errc::value, "kind");
    TRY(auto conditions, texts_of(value.as_object()));
    groups.push_back({*kind, std::move(conditions)});
  }
  TRY(const std::string text, call.services.queries.text_of(groups));
  return ok(json::object{{"query", text}});
}

}  // namespace

namespace operations {
using boost::asio::awaitable;
awaitable<Reply> explain_query(Call& call) { co_return explain(call); }
awaitable<Reply> import_query(Call& call) { co_return import_text(call); }
awaitable<Reply> write_groups(Call& call) { co_return groups_as_text(call); }
}  // namespace operations
}  // namespace resonanz::api
