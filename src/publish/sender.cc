#include "publish/sender.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/log.h"
#include "sources/scheduler.h"
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
    case Errc::address: return true;
    default: return false;
  }
}

/// After these the text may be on the network although we were not told.
bool may_have_arrived(Errc code) {
  return code == Errc::timeout || code == Errc::protocol || code == Errc::server || code == Errc::cancelled || code == Errc::too_large;
}

}  // namespace

struct Sender::State : std::enable_shared_from_this<State> {
  State(asio::any_io_executor executor, Outbox& outbox, sources::SourceTable& table, sources::Services services)
      : executor(executor), outbox(outbox), table(table), services(std::move(services)), timer(executor) {}

  asio::awaitable<void> run(std::shared_ptr<State> self) {
    if (auto status = outbox.recover(); !status) log::error("outbox: {}", status.error().text());
    while (!stopping) {
      auto due = outbox.due(20);
      if (!due) log::error("outbox: {}", due.error().text());
      if (due)
        for (const Item& item : *due) {
          if (stopping) break;
          co_await handle(item);
        }
      timer.expires_after(std::chrono::seconds(1));
      boost::system::error_code woken;
      co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }
  }

  asio::awaitable<void> handle(Item item) {
    auto connector = connect(item.source);
    // A connector that failed is made anew next time, with the settings as they are then.
    const auto forget = [&] { connectors.erase(item.source); };
    auto outgoing = outbox.outgoing(item);
    if (!connector) co_return give_up_or_wait(item, connector.error(), item.state == "unknown");
    if (!outgoing) co_return give_up_or_wait(item, outgoing.error(), item.state == "unknown");
    if (item.state == "unknown") {
      auto found = co_await (*connector)->find_sent(*outgoing);
      if (!found) forget();
      if (!found) co_return give_up_or_wait(item, found.error(), true);
      if (*found) co_return record(outbox.sent(item, **found));
      record(outbox.failed(item, fail(Errc::timeout, "it did not arrive"), services.clock.now(), false));
      co_return;  // queued again: the next round sends it
    }
    auto begun = outbox.begin(item.id, (*connector)->native_id_of(*outgoing));
    if (!begun) co_return give_up_or_wait(item, begun.error(), false);
    if (!*begun) co_return;
    ++item.attempts;
    auto receipt = co_await (*connector)->send(*outgoing);
    if (receipt) co_return record(outbox.sent(item, *receipt));
    forget();
    give_up_or_wait(item, receipt.error(), may_have_arrived(receipt.error().code));
  }

  void give_up_or_wait(const Item& item, const Error& error, bool unknown) {
    log::warn("outbox {}: {}", item.id, code_of(error.code));  // what a network says may name the person; it stays with the item
    const TimeUs now = services.clock.now();
    const bool final = is_final(error.code) || item.attempts >= settings::kOutboxAttempts;
    const auto pause = sources::backoff(item.attempts, error);
    if (final && !unknown) return record(outbox.failed(item, error, 0, false));
    record(outbox.failed(item, error, now + pause.count() * 1000, unknown));
  }

  /// Kept between sends, because signing in to a network is limited more tightly than writing.
  Result<sources::Connector*> connect(Id source) {
    const TimeUs now = services.clock.now();
    if (auto known = connectors.find(source); known != connectors.end() && now < known->second.until)
      return known->second.connector.get();
    TRY(sources::Config config, table.config(source));
    const sources::Kind* kind = sources::find_kind(config.kind);
    if (!kind) return fail(Errc::value, "kind " + config.kind);
    TRY(auto made, kind->create(std::move(config), services));
    return (connectors[source] = Kept{std::move(made), now + 10 * kMinuteUs}).connector.get();
  }

  static void record(const Status& status) {
    if (!status) log::error("outbox: {}", status.error().text());
  }

  struct Kept {
    std::unique_ptr<sources::Connector> connector;
    TimeUs until = 0;
  };

  asio::any_io_executor executor;
  Outbox& outbox;
  sources::SourceTable& table;
  sources::Services services;
  asio::steady_timer timer;
  std::map<Id, Kept> connectors;
  bool stopping = false;
};

Sender::Sender(asio::any_io_executor executor, Outbox& outbox, sources::SourceTable& table, sources::Services services)
    : state_(std::make_shared<State>(executor, outbox, table, std::move(services))) {}

Sender::~Sender() { stop(); }

void Sender::start() { asio::co_spawn(state_->executor, state_->run(state_), asio::detached); }

void Sender::wake() {
  asio::post(state_->executor, [state = state_] { state->timer.cancel(); });
}

void Sender::stop() {
  asio::post(state_->executor, [state = state_] {
    state->stopping = true;
    state->timer.cancel();
  });
}

}  // namespace resonanz::publish
