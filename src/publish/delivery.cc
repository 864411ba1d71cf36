#include "publish/delivery.h"

#include "base/log.h"
#include "sources/collecting.h"
#include "specs/settings.h"

namespace resonanz::publish {
namespace {

namespace asio = boost::asio;

/// Will another try help? What the network refused for good is shown to a person instead.
bool is_final(Errc code) {
  switch (code) {
    case Errc::refused:
    case Errc::credentials:
    case Errc::gone:
    case Errc::deleted:
    case Errc::too_long:
    case Errc::state:
    case Errc::value:
    case Errc::egress:
    case Errc::address:
      return true;
    default:
      return false;
  }
}

/// After these the text may be on the network although we were not told.
bool may_have_arrived(Errc code) {
  return code == Errc::timeout || code == Errc::protocol || code == Errc::server || code == Errc::cancelled ||
         code == Errc::too_large;
}

}  // namespace

std::vector<Item> Delivery::due() {
  if (unsettled_) {
    const Status settled = outbox_.recover();
    if (!settled) return log::error("outbox: {}", settled.error().text()), std::vector<Item>{};
    unsettled_ = false;
  }
  auto due = outbox_.due(20);
  if (!due) return log::error("outbox: {}", due.error().text()), std::vector<Item>{};
  return std::move(*due);
}

void Delivery::record(const Status& status) {
  if (status) return;
  log::error("outbox: {}", status.error().text());
  unsettled_ = true;
}

asio::awaitable<void> Delivery::carry(Item item) {
  const bool unknown = item.state == "unknown";
  auto connector = connect(item.source);
  if (!connector) co_return give_up_or_wait(item, connector.error(), unknown);
  auto outgoing = outbox_.outgoing(item);
  if (!outgoing) co_return give_up_or_wait(item, outgoing.error(), unknown);
  if (unknown) co_return co_await look_for(std::move(item), **connector, std::move(*outgoing));
  auto begun = outbox_.begin(item.id, (*connector)->native_id_of(*outgoing));
  if (!begun) co_return give_up_or_wait(item, begun.error(), false);
  if (!*begun) co_return;
  ++item.attempts;
  auto receipt = co_await (*connector)->send(*outgoing);
  if (receipt) co_return record(outbox_.sent(item, *receipt));
  connectors_.erase(item.source);  // made anew next time, with the settings as they are then
  give_up_or_wait(item, receipt.error(), may_have_arrived(receipt.error().code));
}

asio::awaitable<void> Delivery::look_for(Item item, sources::Connector& connector, sources::Outgoing outgoing) {
  auto found = co_await connector.find_sent(std::move(outgoing));
  if (!found) {
    connectors_.erase(item.source);
    co_return give_up_or_wait(item, found.error(), true);
  }
  if (*found) co_return record(outbox_.sent(item, **found));
  // Queued again: the next round sends it.
  record(outbox_.failed(item, fail(Errc::timeout, "it did not arrive"), services_.clock.now(), false));
}

void Delivery::give_up_or_wait(const Item& item, const Error& error, bool unknown) {
  log::warn("outbox {}: {}", item.id,
            code_of(error.code));  // what a network says may name the person; it stays with the item
  const TimeUs now = services_.clock.now();
  if (unknown && (error.code == Errc::deleted || error.code == Errc::gone))
    return record(outbox_.failed(item, fail(Errc::uncertain), 0, false));
  const bool final = is_final(error.code) || item.attempts >= settings::kOutboxAttempts;
  const auto pause = sources::backoff(item.attempts, error);
  if (final && !unknown) return record(outbox_.failed(item, error, 0, false));
  record(outbox_.failed(item, error, now + pause.count() * 1000, unknown));
}

Result<sources::Connector*> Delivery::connect(Id source) {
  const TimeUs now = services_.clock.now();
  if (auto known = connectors_.find(source); known != connectors_.end() && now < known->second.until)
    return known->second.connector.get();
  TRY(auto made, sources::make_connector(table_, source, services_));
  return (connectors_[source] = Kept{std::move(made), now + 10 * kMinuteUs}).connector.get();
}

}  // namespace resonanz::publish
