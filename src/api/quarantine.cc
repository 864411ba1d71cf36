// What could not be read: look, replay, discard.
#include "api/operations.h"
#include "api/views.h"

namespace resonanz::api {
namespace {

/// An id or a code that is none selects nothing at all, rather than everything.
Result<ingest::Selection> selection(std::string_view source, std::string_view code) {
  ingest::Selection out;
  if (!source.empty() && (out.source = parse_id(source).value_or(0)) == 0) return fail(Errc::value, "source");
  if (!code.empty() && !(out.code = errc_from_code(code))) return fail(Errc::value, "code");
  return out;
}

Result<ingest::Selection> selection(const json::object& body) {
  TRY(const auto source, optional_text(body, "source"));
  TRY(const auto code, optional_text(body, "code"));
  return selection(source.value_or(""), code.value_or(""));
}

Reply list(Call& call) {
  const int limit = 50;
  TRY(const auto wanted, selection(call.request.parameter("source"), call.request.parameter("code")));
  const Id before = parse_id(call.request.parameter("cursor")).value_or(0);
  TRY(const auto found, call.services.quarantine.list(wanted, before, limit));
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
  return ok(
      json::object{{"items", items}, {"next", more ? json::value(id_text(found.back().id)) : json::value(nullptr)}});
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

Reply replay_all(Call& call) {
  TRY(const json::object body, call.body());
  TRY(const auto wanted, selection(body));
  TRY(const auto items, call.services.quarantine.replay_all(wanted, call.actor(), call.now()));
  call.services.pipeline.wake();
  return ok(json::object{{"items", items}});
}

Reply discard_all(Call& call) {
  TRY(const json::object body, call.body());
  TRY(const auto wanted, selection(body));
  TRY(const std::string reason, required_text(body, "reason", 500));
  TRY(const auto items, call.services.quarantine.discard_all(wanted, reason, call.actor(), call.now()));
  return ok(json::object{{"items", items}});
}

}  // namespace

namespace operations {
boost::asio::awaitable<Reply> replay_quarantine_all(Call& call) { co_return replay_all(call); }
boost::asio::awaitable<Reply> discard_quarantine_all(Call& call) { co_return discard_all(call); }
boost::asio::awaitable<Reply> list_quarantine(Call& call) { co_return list(call); }
boost::asio::awaitable<Reply> replay_quarantine(Call& call) { co_return replay(call); }
boost::asio::awaitable<Reply> discard_quarantine(Call& call) { co_return discard(call); }
}  // namespace operations
}  // namespace resonanz::api
