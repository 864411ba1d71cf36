#include "publish/sender.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/log.h"
#include "publish/delivery.h"

namespace resonanz::publish {
namespace {

namespace asio = boost::asio;

}  // namespace

struct Sender::State : std::enable_shared_from_this<State> {
  State(asio::any_io_executor executor, Outbox& outbox, sources::SourceTable& table, sources::Services services)
      : executor(executor), delivery(outbox, table, std::move(services)), timer(executor) {}

  asio::awaitable<void> run(std::shared_ptr<State> /* keeps us alive */) {
    while (!stopping) {
      const std::vector<Item> due = delivery.due();
      for (const Item& item : due) {
        if (stopping) break;
        co_await delivery.carry(item);
      }
      timer.expires_after(std::chrono::seconds(1));
      boost::system::error_code woken;
      co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }
  }

  asio::any_io_executor executor;
  Delivery delivery;
  asio::steady_timer timer;
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
