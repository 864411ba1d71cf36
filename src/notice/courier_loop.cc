#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "notice/courier.h"

namespace resonanz::notice {

namespace asio = boost::asio;

struct CourierLoop::State {
  State(asio::any_io_executor executor, Courier::Parts parts)
      : executor(executor), courier(std::move(parts)), timer(executor) {}

  asio::awaitable<void> run(std::shared_ptr<State> /* keeps us alive */) {
    while (!stopping) {
      co_await courier.carry_due();
      timer.expires_after(std::chrono::seconds(1));
      boost::system::error_code woken;
      co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }
  }

  asio::any_io_executor executor;
  Courier courier;
  asio::steady_timer timer;
  bool stopping = false;
};

CourierLoop::CourierLoop(asio::any_io_executor executor, Courier::Parts parts)
    : state_(std::make_shared<State>(executor, std::move(parts))) {}

CourierLoop::~CourierLoop() { stop(); }

void CourierLoop::start() { asio::co_spawn(state_->executor, state_->run(state_), asio::detached); }

void CourierLoop::wake() {
  asio::post(state_->executor, [state = state_] { state->timer.cancel(); });
}

void CourierLoop::stop() {
  asio::post(state_->executor, [state = state_] {
    state->stopping = true;
    state->timer.cancel();
  });
}

}  // namespace resonanz::notice
