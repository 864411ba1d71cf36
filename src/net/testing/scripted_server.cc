#include "net/testing/scripted_server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

#include <thread>

namespace resonanz::net::testing {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using asio::use_awaitable;
using asio::ip::tcp;

Seen seen_of(const http::request<http::string_body>& request) {
  Seen seen{std::string(request.method_string()), std::string(request.target()), request.body(), {}};
  for (const auto& field : request)
    seen.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  return seen;
}

std::string head_of(const Reply& reply) {
  std::string out = fmt::format("HTTP/1.1 {} Scripted\r\n", reply.status);
  for (const Header& header : reply.headers) out += fmt::format("{}: {}\r\n", header.name, header.value);
  const bool bodyless = reply.status == 304 || reply.status == 204;
  std::size_t promised = reply.body.size();
  if (reply.fault == Fault::too_much) promised /= 2;
  if (reply.fault != Fault::keep_open && !bodyless && find_header(reply.headers, "Content-Length").empty())
    out += fmt::format("Content-Length: {}\r\n", promised);
  return out + "\r\n";
}

void reset_connection(tcp::socket& socket) {
  boost::system::error_code ignored;
  socket.set_option(asio::socket_base::linger(true, 0), ignored);
  socket.close(ignored);
}

asio::awaitable<void> sleep(std::chrono::milliseconds time) {
  asio::steady_timer timer(co_await asio::this_coro::executor, time);
  co_await timer.async_wait(use_awaitable);
}

/// True if the connection can take another request.
asio::awaitable<bool> answer(tcp::socket* socket, Reply reply, bool head_only) {
  if (reply.fault == Fault::silent) co_await sleep(std::chrono::hours(1));
  std::string bytes = reply.fault == Fault::garbage ? "220 mail.example ready\r\n\r\n" : head_of(reply);
  const std::size_t head = bytes.size();
  if (!head_only && reply.fault != Fault::garbage) bytes += reply.body;
  if (reply.fault == Fault::truncated || reply.fault == Fault::reset) bytes.resize(head + reply.body.size() / 2);
  if (reply.fault == Fault::drip) {
    for (const char& byte : bytes) {
      co_await asio::async_write(*socket, asio::buffer(&byte, 1), use_awaitable);
      co_await sleep(reply.pace);
    }
  } else {
    co_await asio::async_write(*socket, asio::buffer(bytes), use_awaitable);
  }
  if (reply.fault == Fault::keep_open) co_await sleep(std::chrono::hours(1));
  if (reply.fault == Fault::reset) {
    co_await sleep(std::chrono::milliseconds(20));  // let the first half arrive
    reset_connection(*socket);
  }
  co_return reply.fault == Fault::none || reply.fault == Fault::drip;
}

asio::awaitable<void> play(tcp::socket socket, http::request<http::string_body> request, SocketScript script) {
  websocket::stream<tcp::socket> stream(std::move(socket));
  if (request.count(http::field::sec_websocket_protocol) > 0) {
    const std::string wanted(request[http::field::sec_websocket_protocol]);
    stream.set_option(websocket::stream_base::decorator(
        [wanted](websocket::response_type& out) { out.set(http::field::sec_websocket_protocol, wanted); }));
  }
  co_await stream.async_accept(request, use_awaitable);
  for (const std::string& frame : script.frames) {
    if (script.pace.count() > 0) co_await sleep(script.pace);
    co_await stream.async_write(asio::buffer(frame), use_awaitable);
  }
  if (script.reset) {
    co_await sleep(std::chrono::milliseconds(20));
    reset_connection(stream.next_layer());
    co_return;
  }
  if (script.close_code != 0) {
    const auto code = static_cast<websocket::close_code>(script.close_code);
    co_await stream.async_close(websocket::close_reason(code, "scripted"), use_awaitable);
    co_return;
  }
  for (beast::flat_buffer buffer;; buffer.clear()) {
    co_await stream.async_read(buffer, use_awaitable);
    if (script.echo) co_await stream.async_write(buffer.data(), use_awaitable);
  }
}

}  // namespace

struct ScriptedServer::Impl {
  Handler handler;
  SocketHandler socket_handler;
  asio::io_context context{1};
  tcp::acceptor acceptor{context, {asio::ip::address_v4::loopback(), 0}};
  mutable std::mutex mutex;
  std::vector<Seen> seen;
  int now = 0, most = 0;
  std::thread thread;

  asio::awaitable<void> accept() {
    for (;;) {
      tcp::socket socket = co_await acceptor.async_accept(use_awaitable);
      asio::co_spawn(context, serve(std::move(socket)), [](std::exception_ptr) {});  // a client that left is no error
    }
  }

  asio::awaitable<void> serve(tcp::socket socket) {
    beast::flat_buffer buffer;
    for (bool more = true; more;) {
      http::request<http::string_body> request;
      co_await http::async_read(socket, buffer, request, use_awaitable);
      const Seen what = seen_of(request);
      note(what);
      if (socket_handler && websocket::is_upgrade(request)) {
        co_await play(std::move(socket), std::move(request), socket_handler(what));
        co_return;
      }
      count(1);
      Reply reply = handler(what);
      try {
        more = co_await answer(&socket, std::move(reply), request.method() == http::verb::head);
      } catch (...) {
        more = false;
      }
      count(-1);
    }
    boost::system::error_code ignored;
    socket.shutdown(tcp::socket::shutdown_send, ignored);
  }

  void note(const Seen& what) {
    const std::lock_guard lock(mutex);
    seen.push_back(what);
  }
  void count(int by) {
    const std::lock_guard lock(mutex);
    now += by;
    most = std::max(most, now);
  }
};

ScriptedServer::ScriptedServer(Handler handler, SocketHandler socket_handler) : impl_(std::make_unique<Impl>()) {
  impl_->handler = std::move(handler);
  impl_->socket_handler = std::move(socket_handler);
  port_ = impl_->acceptor.local_endpoint().port();
  asio::co_spawn(impl_->context, impl_->accept(), asio::detached);
  impl_->thread = std::thread([impl = impl_.get()] { impl->context.run(); });
}

ScriptedServer::~ScriptedServer() {
  impl_->context.stop();
  impl_->thread.join();
}

std::string ScriptedServer::url(std::string_view path) const {
  return fmt::format("http://127.0.0.1:{}{}", port_, path);
}
std::string ScriptedServer::ws_url(std::string_view path) const {
  return fmt::format("ws://127.0.0.1:{}{}", port_, path);
}

std::vector<Seen> ScriptedServer::seen() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->seen;
}

int ScriptedServer::most_at_once() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->most;
}

}  // namespace resonanz::net::testing
