#include "net/server.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "base/log.h"
#include "net/incoming.h"
#include "specs/settings.h"

namespace resonanz::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using Stream = beast::basic_stream<tcp, asio::any_io_executor>;

constexpr auto kIdle = std::chrono::seconds(settings::kHttpIdleTimeout);
constexpr auto kHeartbeat = std::chrono::seconds(15);

http::response<http::string_body> to_beast(Response&& response, unsigned version, bool keep_alive, bool head) {
  http::response<http::string_body> out{static_cast<http::status>(response.status), version};
  if (!response.content_type.empty()) out.set(http::field::content_type, response.content_type);
  for (const auto& [name, value] : response.headers) out.insert(name, value);
  out.keep_alive(keep_alive);
  const auto size = response.body.size();
  if (!head) out.body() = std::move(response.body);
  if (response.status != 204 && response.status != 304) out.content_length(size);
  return out;
}

/// Too much at once: the other side is told when to come back.
Response busy() {
  const Error error = fail(Errc::overload);
  Response out;
  out.status = http_status_of(error.code);
  out.content_type = "application/problem+json";
  out.body = fmt::format(R"({{"type":"about:blank","title":"{}","status":{},"code":"{}"}})", error.sentence("en"),
                         out.status, code_of(error.code));
  out.headers.emplace_back("Retry-After", "2");
  return out;
}

/// Counts one as long as it lives.
class Place {
 public:
  explicit Place(std::atomic<std::int64_t>& taken) : taken_(taken), number_(++taken) {}
  ~Place() { --taken_; }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  std::int64_t number() const { return number_; }

 private:
  std::atomic<std::int64_t>& taken_;
  std::int64_t number_;
};

Response plain(int status, std::string_view text) {
  Response out;
  out.status = status;
  out.content_type = "text/plain; charset=utf-8";
  out.body = text;
  return out;
}

int status_for(const boost::system::error_code& error) {
  if (error == http::error::header_limit) return 431;
  if (error == http::error::body_limit) return 413;
  return 400;
}

class BeastServer : public Server, public std::enable_shared_from_this<BeastServer> {
 public:
  BeastServer(asio::any_io_executor io, asio::any_io_executor work, Handler handler)
      : io_(io), work_(work), handler_(std::move(handler)), acceptor_(asio::make_strand(io)) {}

  Status listen(const ServerOptions& options) {
    boost::system::error_code error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error) return fail(Errc::usage, fmt::format("{} is not an address to listen on", options.address));
    const tcp::endpoint endpoint(address, options.port);
    if (acceptor_.open(endpoint.protocol(), error); !error)
      acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error) return fail(Errc::usage, fmt::format("port {} cannot be used: {}", options.port, error.message()));
    port_ = acceptor_.local_endpoint().port();
    asio::co_spawn(acceptor_.get_executor(), accept(shared_from_this()), asio::detached);
    return done();
  }

  unsigned short port() const override { return port_; }

  void stop() override {
    stopping_ = true;
    asio::post(acceptor_.get_executor(), [self = shared_from_this()] {
      boost::system::error_code ignored;
      self->acceptor_.close(ignored);
    });
    std::lock_guard lock(streams_mutex_);
    for (auto& weak : streams_)
      if (auto events = weak.lock()) events->close();
  }

 private:
  asio::awaitable<void> accept(std::shared_ptr<BeastServer> self) {
    while (!stopping_) {
      boost::system::error_code error;
      tcp::socket socket(asio::make_strand(io_));
      co_await acceptor_.async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
      if (error == asio::error::operation_aborted || stopping_) break;
      if (error) {  // out of descriptors: wait for some to come back
        asio::steady_timer pause(co_await asio::this_coro::executor, std::chrono::milliseconds(50));
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
        continue;
      }
      auto executor = socket.get_executor();
      asio::co_spawn(executor, serve(self, Stream(std::move(socket))), asio::detached);
    }
  }

  asio::awaitable<void> serve(std::shared_ptr<BeastServer> /* keeps us alive */, Stream stream) {
    const Place place(connections_);
    try {
      if (place.number() > settings::kHttpMaxConnections) co_await refuse(stream);
      else co_await converse(stream);
    } catch (const std::exception&) {  // the other side left
    }
    boost::system::error_code ignored;
    stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
  }

  asio::awaitable<void> refuse(Stream& stream) {
    auto message = to_beast(busy(), 11, false, false);
    stream.expires_after(kIdle);
    co_await http::async_write(stream, message, asio::use_awaitable);
  }

  asio::awaitable<void> converse(Stream& stream) {
    beast::flat_buffer buffer;
    boost::system::error_code error;
    const auto remote = stream.socket().remote_endpoint(error);
    const std::string peer = error ? "" : remote.address().to_string();
    while (!stopping_) {
      http::request_parser<http::string_body> parser;
      parser.header_limit(settings::kHttpMaxHeader);
      parser.body_limit(settings::kHttpMaxBody);
      stream.expires_after(kIdle);
      co_await http::async_read(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, error));
      if (error == http::error::end_of_stream || error == beast::error::timeout) co_return;
      if (error) {
        if (error.category() != http::make_error_code(http::error::bad_method).category()) co_return;
        auto message = to_beast(plain(status_for(error), "this request cannot be read"), 11, false, false);
        stream.expires_after(kIdle);
        co_await http::async_write(stream, message, asio::use_awaitable);
        co_return;
      }
      auto incoming = parser.release();
      const unsigned version = incoming.version();
      const bool keep_alive = incoming.keep_alive(), head = incoming.method() == http::verb::head;
      std::optional<Request> request = read_request(std::move(incoming), peer);
      stream.expires_never();
      Response response = plain(400, "this address cannot be read");
      if (request) {
        if (head) request->method = "GET";
        response = co_await handle(*std::move(request));
      }
      if (response.events) {
        co_await stream_events(stream, std::move(response), version);
        co_return;
      }
      auto message = to_beast(std::move(response), version, keep_alive && !stopping_, head);
      stream.expires_after(kIdle);
      if (head) {
        http::response_serializer<http::string_body> serializer(message);
        co_await http::async_write_header(stream, serializer, asio::use_awaitable);
      } else {
        co_await http::async_write(stream, message, asio::use_awaitable);
      }
      if (!message.keep_alive()) co_return;
    }
  }

  asio::awaitable<Response> handle(Request request) {
    const Place place(waiting_);
    if (place.number() > settings::kHttpMaxWaiting) co_return busy();
    co_return co_await asio::co_spawn(asio::make_strand(work_), handler_(std::move(request)), asio::use_awaitable);
  }

  asio::awaitable<void> stream_events(Stream& stream, Response response, unsigned version) {
    auto events = response.events;
    {
      std::lock_guard lock(streams_mutex_);
      std::erase_if(streams_, [](const auto& weak) { return weak.expired(); });
      streams_.push_back(events);
    }
    http::response<http::empty_body> head{http::status::ok, version};
    head.set(http::field::content_type, "text/event-stream");
    head.set(http::field::cache_control, "no-store");
    for (const auto& [name, value] : response.headers) head.insert(name, value);
    head.keep_alive(false);
    http::response_serializer<http::empty_body> serializer(head);
    stream.expires_after(kIdle);
    co_await http::async_write_header(stream, serializer, asio::use_awaitable);

    auto executor = co_await asio::this_coro::executor;
    auto timer = std::make_shared<asio::steady_timer>(executor);
    events->on_push([timer, executor] { asio::post(executor, [timer] { timer->cancel(); }); });
    std::string out = ": ready\n\n";
    while (!events->closed() && !stopping_) {
      out += events->drain();
      if (!out.empty()) {
        stream.expires_after(kIdle);
        boost::system::error_code error;
        co_await asio::async_write(stream, asio::buffer(out), asio::redirect_error(asio::use_awaitable, error));
        if (error) break;
        out.clear();
      }
      timer->expires_after(kHeartbeat);
      boost::system::error_code woken;
      if (auto more = events->drain(); !more.empty()) {
        out = std::move(more);
        continue;
      }
      co_await timer->async_wait(asio::redirect_error(asio::use_awaitable, woken));
      if (!woken) out = ": still here\n\n";
    }
    events->on_push({});
    events->close();
  }

  asio::any_io_executor io_, work_;
  Handler handler_;
  tcp::acceptor acceptor_;
  unsigned short port_ = 0;
  std::atomic<bool> stopping_{false};
  std::atomic<std::int64_t> connections_{0}, waiting_{0};
  std::mutex streams_mutex_;
  std::vector<std::weak_ptr<EventStream>> streams_;
};

/// Owns the server together with its open connections.
class ServerHandle : public Server {
 public:
  explicit ServerHandle(std::shared_ptr<BeastServer> server) : server_(std::move(server)) {}
  ~ServerHandle() override { server_->stop(); }
  unsigned short port() const override { return server_->port(); }
  void stop() override { server_->stop(); }

 private:
  std::shared_ptr<BeastServer> server_;
};

}  // namespace

Result<std::unique_ptr<Server>> Server::start(asio::any_io_executor io, asio::any_io_executor work,
                                              ServerOptions options, Handler handler) {
  auto server = std::make_shared<BeastServer>(io, work, std::move(handler));
  CHECK_OK(server->listen(options));
  return std::unique_ptr<Server>(std::make_unique<ServerHandle>(std::move(server)));
}

}  // namespace resonanz::net
