#pragma once
// Outgoing WebSockets (RFC 6455). Opened by net::Egress only.

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "net/http_client.h"

namespace resonanz::net {

struct WebSocketRequest {
  std::string url;  ///< ws or wss
  Headers headers;
  std::string subprotocol;  ///< offered as Sec-WebSocket-Protocol; "" for none
  std::size_t max_message = settings::kEgressMaxFrame;
};

/// A background reader keeps a bounded number of messages; when it is full, the server is not read from.
/// Used from one strand: the executor of the coroutine that opened it. Destroying it drops the connection.
class WebSocket {
 public:
  virtual ~WebSocket() = default;

  /// The next message; empty if none came within `wait`. Cancelling a read loses nothing. Errors (all final, given
  /// once what was buffered has been read): connect with "closed: CODE reason" when the server ended it, protocol,
  /// too_large, timeout (the server stopped answering pings).
  virtual boost::asio::awaitable<Result<std::optional<std::string>>> read(std::chrono::milliseconds wait) = 0;
  /// What is already here, without waiting.
  virtual std::optional<std::string> buffered() = 0;
  /// One text message. Not from two coroutines at once.
  virtual boost::asio::awaitable<Status> write(std::string text) = 0;
  /// Says goodbye and drops the connection. Waits at most 20 seconds.
  virtual boost::asio::awaitable<void> close() = 0;
};

struct Upgrade {
  std::unique_ptr<WebSocket> socket;  ///< empty unless reply.status is 101
  HttpResponse reply;
};

}  // namespace resonanz::net
