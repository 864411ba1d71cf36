#pragma once
// The only door to the outside: every outgoing connection is opened here, and the address it really connects to is
// checked against private, loopback and other special ranges at every hop. No proxy, no credentials in addresses,
// TLS always verified, replies bounded in size and time.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <memory>
#include <string>

#include "base/result.h"
#include "host/clock.h"
#include "net/address.h"
#include "net/http_client.h"
#include "net/mail.h"
#include "net/websocket_client.h"

namespace resonanz::net {

class CurlLoop;

/// Thread-safe, but call each coroutine from a strand or from a context that one thread runs: it resumes there.
/// Destroy it when the io_context no longer runs, before the io_context itself.
class Egress {
 public:
  struct Options {
    Policy policy;
    std::string user_agent = "Resonanz";
    std::string ca_file;  ///< PEM; "" for the system's authorities
    std::chrono::milliseconds connect_timeout = std::chrono::seconds(settings::kEgressConnectTimeout);
  };

  /// `clock` outlives the egress; it is asked only to read Retry-After dates.
  Egress(boost::asio::any_io_executor executor, const host::Clock& clock, Options options);
  ~Egress();
  Egress(const Egress&) = delete;
  Egress& operator=(const Egress&) = delete;

  /// One request with its redirects. Requests to one host wait for each other (settings egress.per_host).
  /// Errors that mean that nothing was sent: address, egress (blocked), host (no such name), connect, tls.
  /// Errors after the request may have arrived: timeout, protocol (cut off, malformed), too_large, cancelled.
  /// Cancelling the calling coroutine ends the request; it then returns cancelled (and asio throws at the caller's
  /// next co_await, as always).
  boost::asio::awaitable<Result<HttpResponse>> fetch(HttpRequest request);

  /// Hands one mail to a server. Errors as fetch(), and: credentials, refused (the server will not take it).
  boost::asio::awaitable<Result<HttpResponse>> send_mail(MailRequest request);

  /// Opens a WebSocket (ws, wss). A server that answers anything but 101 gives an Upgrade without a socket.
  /// Redirects are not followed. Errors as fetch(). The socket lives on the calling coroutine's executor.
  boost::asio::awaitable<Result<Upgrade>> websocket(WebSocketRequest request);

 private:
  const host::Clock& clock_;
  Options options_;
  std::shared_ptr<CurlLoop> loop_;
};

}  // namespace resonanz::net
