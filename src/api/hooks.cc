// Addresses that other machines call. They carry no session: the key in the address says which source is meant, the
// signature that it comes from the hub we subscribed with. Whatever is wrong, the hub learns nothing from our answer.
#include "api/operations.h"
#include "base/log.h"
#include "net/http_client.h"
#include "sources/feed/cursor.h"
#include "sources/feed/websub.h"

namespace resonanz::api {
namespace {

namespace feed = sources::feed;

constexpr std::string_view kWebSub = "/hooks/websub/";
constexpr std::size_t kShortestKey = 16;

/// The running feed that gave this address to its hub.
Result<Id> source_of(Call& call) {
  const std::string& key = call.path.at("key");
  if (key.size() < kShortestKey) return fail(Errc::not_found);
  TRY(const auto sources, call.services.sources.list());
  for (const auto& source : sources) {
    const auto* callback = source.settings.if_contains("callback");
    if (source.kind != "feed" || source.state != sources::State::running || !callback || !callback->is_string())
      continue;
    const std::string_view address = callback->as_string();
    const auto at = address.rfind(kWebSub);
    if (at != address.npos && auth::same_secret(address.substr(at + kWebSub.size()), key)) return source.id;
  }
  return fail(Errc::not_found);
}

net::Response plain(int status, std::string body) {
  net::Response out;
  out.status = status;
  out.content_type = "text/plain; charset=utf-8";
  out.body = std::move(body);
  return out;
}

std::string query_of(const net::Request& request) {
  std::string out;
  for (const auto& [name, value] : request.query)
    out += fmt::format("{}{}={}", out.empty() ? "" : "&", net::percent_encode(name), net::percent_encode(value));
  return out;
}

Reply verify(Call& call) {
  TRY(const Id id, source_of(call));
  TRY(const std::string cursor, call.services.journal.cursor(id));
  TRY(const auto subscription, feed::subscription_of(cursor));
  const std::string query = query_of(call.request);
  const auto challenge = feed::verify(subscription, query);
  if (!challenge && challenge.error().code != Errc::refused) return fail(Errc::not_found);
  if (!challenge) {
    log::warn("source {}: {}", id, challenge.error().text());
    return plain(200, "");
  }
  TRY(const std::string position, feed::confirmed(cursor, feed::granted_lease(query)));
  CHECK_OK(call.services.journal.append({id, position, "", {}}, {}, call.now()));
  return plain(200, *challenge);
}

Reply deliver(Call& call) {
  TRY(const Id id, source_of(call));
  TRY(const std::string cursor, call.services.journal.cursor(id));
  TRY(const auto subscription, feed::subscription_of(cursor));
  const auto items = feed::accept_delivery(subscription, call.request.header("x-hub-signature"),
                                           call.request.header("content-type"), call.request.body);
  auto& counts = call.services.hook_counts;
  if (!items) {
    ++(items.error().code == Errc::credentials ? counts.unsigned_deliveries : counts.unreadable_deliveries);
    log::warn("source {}: {}", id, items.error().text());
    return plain(202, "");
  }
  CHECK_OK(room_for_items(call.services));
  ++counts.deliveries;
  if (!items->empty()) {
    CHECK_OK(call.services.journal.append({id, std::nullopt, "", {}}, *items, call.now()));
    call.services.pipeline.wake();
  }
  return plain(202, "");
}

}  // namespace

namespace operations {
boost::asio::awaitable<Reply> websub_verify(Call& call) { co_return verify(call); }
boost::asio::awaitable<Reply> websub_deliver(Call& call) { co_return deliver(call); }
}  // namespace operations
}  // namespace resonanz::api
