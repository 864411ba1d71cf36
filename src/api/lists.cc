// Named lists of words, authors and sites.
#include "api/operations.h"

namespace resonanz::api {
namespace {

/// How many saved queries name the list.
int uses_of(const std::vector<listen::SavedQuery>& queries, const std::string& name) {
  int n = 0;
  for (const auto& query : queries) {
    const auto at = query.query.find("list:" + name);
    const auto end = at + 5 + name.size();
    if (at != std::string::npos && (end >= query.query.size() || query.query[end] == ' ' || query.query[end] == ')'))
      ++n;
  }
  return n;
}

json::object list_json(const listen::SavedList& list, const std::vector<listen::SavedQuery>& queries) {
  json::array items(list.items.begin(), list.items.end());
  return {{"id", id_text(list.id)},
          {"name", list.name},
          {"kind", list.kind},
          {"items", items},
          {"used_by", uses_of(queries, list.name)}};
}

Reply all(Call& call) {
  TRY(const auto lists, call.services.queries.lists());
  TRY(const auto queries, call.services.queries.list());
  json::array items;
  for (const auto& list : lists) items.push_back(list_json(list, queries));
  return ok(json::object{{"items", items}});
}

Reply save(Call& call, Result<Id> id, int status) {
  if (!id) return id.error();
  TRY(const json::object body, call.body());
  TRY(const std::string name, required_text(body, "name", 200));
  TRY(const std::string kind, required_text(body, "kind", 20));
  std::vector<std::string> items;
  if (const auto* given = body.if_contains("items"); given && given->is_array())
    for (const auto& item : given->as_array())
      if (item.is_string() && !item.as_string().empty()) items.emplace_back(item.as_string());
  TRY(const auto list, call.services.queries.save_list(*id, name, kind, items, call.user().id, call.now()));
  TRY(const auto queries, call.services.queries.list());
  return ok(list_json(list, queries), status);
}

Reply remove(Call& call) {
  TRY(const Id id, call.id());
  CHECK_OK(call.services.queries.remove_list(id, call.user().id, call.now()));
  return nothing();
}

}  // namespace

namespace operations {
boost::asio::awaitable<Reply> list_lists(Call& call) { co_return all(call); }
boost::asio::awaitable<Reply> create_list(Call& call) { co_return save(call, Id{0}, 201); }
boost::asio::awaitable<Reply> update_list(Call& call) { co_return save(call, call.id(), 200); }
boost::asio::awaitable<Reply> delete_list(Call& call) { co_return remove(call); }
}  // namespace operations
}  // namespace resonanz::api
