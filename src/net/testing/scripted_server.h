#pragma once
// A test twin of the internet: an HTTP and WebSocket server on 127.0.0.1 that answers from a script and misbehaves on
// request. Runs in a thread of its own; one connection at a time is not assumed.

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "net/http_client.h"

namespace resonanz::net::testing {

struct Seen {
  std::string method, target, body;
  Headers headers;
  std::string_view header(std::string_view name) const { return find_header(headers, name); }
};

enum class Fault {
  none,
  silent,     ///< the request is read and never answered
  reset,      ///< RST after half of the body
  truncated,  ///< half of the promised body, then an orderly close
  too_much,   ///< more bytes than promised
  drip,       ///< a byte at a time, `pace` apart
  garbage,    ///< something that is not HTTP
  keep_open   ///< no length and no end: the connection stays open after the body
};

struct Reply {
  int status = 200;
  Headers headers;
  std::string body;
  Fault fault = Fault::none;
  std::chrono::milliseconds pace{20};
};

/// What happens on an accepted WebSocket: frames out, frames in, then an end.
struct SocketScript {
  std::vector<std::string> frames;
  std::chrono::milliseconds pace{0};  ///< before each frame
  bool echo = false;                  ///< afterwards send back what comes in
  int close_code = 0;                 ///< afterwards close with this code; 0: stay open
  bool reset = false;                 ///< afterwards RST
};

class ScriptedServer {
 public:
  using Handler = std::function<Reply(const Seen&)>;
  using SocketHandler = std::function<SocketScript(const Seen&)>;

  /// `handler` answers plain requests, `socket_handler` (if any) all upgrades; both run in the server's thread.
  explicit ScriptedServer(Handler handler, SocketHandler socket_handler = {});
  ~ScriptedServer();

  std::string url(std::string_view path = "/") const;
  std::string ws_url(std::string_view path = "/") const;
  unsigned short port() const { return port_; }
  std::vector<Seen> seen() const;
  /// Most requests that were under way at the same moment.
  int most_at_once() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  unsigned short port_ = 0;
};

}  // namespace resonanz::net::testing
