// What could not be read: look, replay, discard.
#include "api/operations.h"
#include "api/views.h"

namespace resonanz::api {
namespace {

Reply all(Call& call) {
  const int limit = 50;
  const Id source = parse_id(call.request.parameter("source")).value_or(0);
  const Id before = parse_id(call.request.parameter("cursor")).value_or(0);
  TRY(const auto found, call.services.quarantine.list(source, before, limit));
  TRY(const Views views, Views::create(call));
  json::array items;
  for (const auto& item : found) {
    json::object row = coded_sentence(item.reason, call.language);
    row["id"] = id_text(item.id);
    row["source"] = views.source_ref(item.source);
    row["preview"] = item.preview;
    row["size"] = item.size;
    row["received_at"] = format_rfc3339(item.received_at);
    items.push_back(std::move(row));
  }
  const bool more = static_cast<int>(found.size()) == limit;
  return ok(json::object{{"items", items}, {"next", more ? json::value(id_text(found.back().id)) : json::value(nullptr)}});
}

Reply replay(Call& call) {
  TRY(const Id id, call.id());
  CHECK_OK(call.services.quarantine.replay(id, call.actor(), call.now()));
  call.services.pipeline.wake();
  return nothing();
}

Reply discard(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(const std::string reason, required_text(body, "reason", 500));
  CHECK_OK(call.services.quarantine.discard(id, reason, call.actor(), call.now()));
  return nothing();
}

}  // namespace

namespace operations {
boost::asio::awaitable<Reply> list_quarantine(Call& call) { co_return all(call); }
boost::asio::awaitable<Reply> replay_quarantine(Call& call) { co_return replay(call); }
boost::asio::awaitable<Reply> discard_quarantine(Call& call) { co_return discard(call); }
}  // namespace operations
}  // namespace resonanz::api
