#pragma once
// The HTTP/1.1 server: one coroutine a connection, handlers on a thread pool, server-sent events.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace resonanz::net {

struct Request {
  std::string method;
  std::string path;                            ///< decoded, without query
  std::map<std::string, std::string> query;    ///< decoded; the last of a repeated name
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
  std::string peer;  ///< address of the other side, without port

  std::string_view header(std::string_view name) const;
  std::string_view cookie(std::string_view name) const;
  std::string_view parameter(std::string_view name) const;
};

/// One receiver of server-sent events. Thread-safe; keeps at most 256 events and then drops the receiver, because a
/// reader that slow has to read everything anew anyway.
class EventStream {
 public:
  void push(std::string event, std::string data);
  void close();
  bool closed() const;

  /// For the server: takes what waits (formatted), and sets who is woken by the next push.
  std::string drain();
  void on_push(std::function<void()> wake);

 private:
  mutable std::mutex mutex_;
  std::string waiting_;
  std::size_t count_ = 0;
  bool closed_ = false;
  std::function<void()> wake_;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  std::shared_ptr<EventStream> events;  ///< set: the body is an endless event stream
};

using Handler = std::function<boost::asio::awaitable<Response>(Request)>;

struct ServerOptions {
  std::string address = "127.0.0.1";
  unsigned short port = 0;  ///< 0: any free one
};

/// Runs until stop(). Limits from specs/settings.toml [http]: header, body, idle time, open connections and
/// waiting requests (503 with Retry-After beyond).
class Server {
 public:
  /// `io` carries the connections, handlers run on `work`. Errors: Errc::usage (the port is taken, …).
  static Result<std::unique_ptr<Server>> start(boost::asio::any_io_executor io, boost::asio::any_io_executor work,
                                               ServerOptions options, Handler handler);
  virtual ~Server() = default;
  virtual unsigned short port() const = 0;
  virtual void stop() = 0;
};

}  // namespace resonanz::net
