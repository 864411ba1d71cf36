#pragma once
// An open WebSocket with its background reader. Heavy (Beast): only websocket_connect.cc includes it.

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>

#include <deque>

#include "net/websocket_client.h"

namespace resonanz::net {

/// `Stream` is a Beast websocket::stream over TCP or TLS. Shared by the reader and the WebSocket in front of it.
template <typename Stream>
class WebSocketSession : public std::enable_shared_from_this<WebSocketSession<Stream>> {
 public:
  static constexpr std::size_t kMostMessages = 4096;
  static constexpr std::size_t kMostBytes = 8 << 20;

  explicit WebSocketSession(std::unique_ptr<Stream> stream)
      : stream_(std::move(stream)),
        arrived_(stream_->get_executor(), boost::asio::steady_timer::time_point::max()),
        drained_(stream_->get_executor(), boost::asio::steady_timer::time_point::max()) {}

  void start() { boost::asio::co_spawn(stream_->get_executor(), run(this->shared_from_this()), boost::asio::detached); }

  /// Drops the connection; the reader ends by itself.
  void drop() {
    stopped_ = true;
    boost::beast::get_lowest_layer(*stream_).close();
    drained_.cancel();
  }

  boost::asio::awaitable<Result<std::optional<std::string>>> read(std::chrono::milliseconds wait) {
    if (messages_.empty() && !error_ && wait.count() > 0) {
      arrived_.expires_after(wait);
      boost::system::error_code ignored;
      co_await arrived_.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
      const auto state = co_await boost::asio::this_coro::cancellation_state;
      if (messages_.empty() && state.cancelled() != boost::asio::cancellation_type::none)
        co_return fail(Errc::cancelled);
    }
    if (auto message = pop()) co_return message;
    if (error_) co_return *error_;
    co_return std::optional<std::string>{};
  }

  std::optional<std::string> pop() {
    if (messages_.empty()) return std::nullopt;
    std::string message = std::move(messages_.front());
    messages_.pop_front();
    bytes_ -= message.size();
    drained_.cancel();
    return message;
  }

  boost::asio::awaitable<Status> write(std::string text) {
    if (error_) co_return *error_;
    boost::system::error_code error;
    stream_->text(true);
    co_await stream_->async_write(boost::asio::buffer(text),
                                  boost::asio::redirect_error(boost::asio::use_awaitable, error));
    if (error) co_return fail(Errc::connect, error.message());
    co_return done();
  }

  boost::asio::awaitable<void> close() {
    if (!error_ && !stopped_) {
      boost::system::error_code ignored;
      co_await stream_->async_close(boost::beast::websocket::close_code::normal,
                                    boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
    }
    drop();
  }

 private:
  static boost::asio::awaitable<void> run(std::shared_ptr<WebSocketSession> self) {
    boost::beast::flat_buffer buffer;
    boost::system::error_code error;
    while (!self->stopped_) {
      if (self->messages_.size() >= kMostMessages || self->bytes_ >= kMostBytes) {
        boost::system::error_code ignored;
        co_await self->drained_.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
        continue;
      }
      co_await self->stream_->async_read(buffer, boost::asio::redirect_error(boost::asio::use_awaitable, error));
      if (error) break;
      self->messages_.push_back(boost::beast::buffers_to_string(buffer.data()));
      self->bytes_ += self->messages_.back().size();
      buffer.consume(buffer.size());
      self->arrived_.cancel();
    }
    self->error_ = self->reason(error);
    self->arrived_.cancel();
  }

  Error reason(boost::system::error_code error) const {
    namespace websocket = boost::beast::websocket;
    if (stopped_) return fail(Errc::cancelled);
    if (error == websocket::error::closed) {
      const auto& why = stream_->reason();
      const std::string_view words(why.reason.data(), why.reason.size());
      return fail(Errc::connect, fmt::format("closed: {} {}", static_cast<int>(why.code), words));
    }
    if (error == websocket::error::message_too_big) return fail(Errc::too_large, "a WebSocket message");
    if (error == boost::beast::error::timeout) return fail(Errc::timeout, "the stream fell silent");
    if (error.category() == make_error_code(websocket::error::closed).category())
      return fail(Errc::protocol, error.message());
    return fail(Errc::connect, error.message());
  }

  std::unique_ptr<Stream> stream_;
  boost::asio::steady_timer arrived_, drained_;
  std::deque<std::string> messages_;
  std::size_t bytes_ = 0;
  std::optional<Error> error_;
  bool stopped_ = false;
};

template <typename Stream>
class OpenWebSocket : public WebSocket {
 public:
  explicit OpenWebSocket(std::unique_ptr<Stream> stream)
      : session_(std::make_shared<WebSocketSession<Stream>>(std::move(stream))) {
    session_->start();
  }
  ~OpenWebSocket() override { session_->drop(); }

  boost::asio::awaitable<Result<std::optional<std::string>>> read(std::chrono::milliseconds wait) override {
    return session_->read(wait);
  }
  std::optional<std::string> buffered() override { return session_->pop(); }
  boost::asio::awaitable<Status> write(std::string text) override { return session_->write(std::move(text)); }
  boost::asio::awaitable<void> close() override { return session_->close(); }

 private:
  std::shared_ptr<WebSocketSession<Stream>> session_;
};

}  // namespace resonanz::net
