// What a query was before, and who may change it.
#include "api/operations.h"
#include "api/query_view.h"
#include "listen/word_diff.h"

namespace resonanz::api {
namespace {

json::value color_or_null(const std::string& color) {
  return color.empty() ? json::value(nullptr) : json::value(color);
}

Reply versions(Call& call) {
  TRY(const Id id, call.id());
  TRY(const auto versions, listen::versions_of(call.services.db, id));
  TRY(const Views views, Views::create(call));
  json::array items;
  for (const auto& v : versions)
    items.push_back({{"version", v.version},
                     {"name", v.name},
                     {"query", v.query},
                     {"color", color_or_null(v.color)},
                     {"at", format_rfc3339(v.at)},
                     {"by", views.user_ref(v.user)},
                     {"restored_from", v.restored_from ? json::value(v.restored_from) : json::value(nullptr)}});
  return ok(json::object{{"items", items}});
}

json::array pieces_json(const std::string& before, const std::string& after) {
  static constexpr const char* kKinds[] = {"same", "removed", "added"};
  json::array out;
  for (const auto& piece : listen::word_diff(before, after))
    out.push_back({{"kind", kKinds[static_cast<std::size_t>(piece.kind)]}, {"text", piece.text}});
  return out;
}

Reply compare(Call& call) {
  TRY(const Id id, call.id());
  TRY(const auto versions, listen::versions_of(call.services.db, id));
  const int newest = versions.empty() ? 1 : versions.front().version;
  const int to = number_parameter(call.request, "to", newest, 1, newest);
  const int from = number_parameter(call.request, "from", std::max(1, to - 1), 1, newest);
  TRY(const auto before, listen::version_of(call.services.db, id, from));
  TRY(const auto after, listen::version_of(call.services.db, id, to));
  return ok(json::object{{"from", from},
                         {"to", to},
                         {"name", pieces_json(before.name, after.name)},
                         {"query", pieces_json(before.query, after.query)}});
}

Reply restore(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(const auto earlier, required_number(body, "restore"));
  TRY(const auto version, required_number(body, "version"));
  TRY(const auto saved, call.services.queries.restore(id, static_cast<int>(earlier), static_cast<int>(version),
                                                      editor_of(call), call.now()));
  TRY(json::object whole, query_json(call, saved));
  return ok(whole);
}

Reply set_lock(Call& call, bool locked) {
  TRY(const Id id, call.id());
  TRY(const auto saved, call.services.queries.lock(id, locked, editor_of(call), call.now()));
  TRY(json::object whole, query_json(call, saved));
  return ok(whole);
}

}  // namespace

namespace operations {
using boost::asio::awaitable;
awaitable<Reply> list_query_versions(Call& call) { co_return versions(call); }
awaitable<Reply> compare_query_versions(Call& call) { co_return compare(call); }
awaitable<Reply> restore_query(Call& call) { co_return restore(call); }
awaitable<Reply> lock_query(Call& call) { co_return set_lock(call, true); }
awaitable<Reply> unlock_query(Call& call) { co_return set_lock(call, false); }
}  // namespace operations
}  // namespace resonanz::api
