#pragma once
// Live hints to open pages (server-sent events), from the hub to every listener.

#include <memory>
#include <mutex>
#include <vector>

#include "api/call.h"
#include "stream/hub.h"

namespace resonanz::api {

/// Thread-safe.
class Events {
 public:
  explicit Events(stream::Hub& hub);
  ~Events();

  std::shared_ptr<net::EventStream> open(const auth::Session& session);
  /// Ends the streams of sessions that ended or whose user may something else now; the page asks anew and is told.
  void keep_only(const std::map<std::string, auth::Role>& live);
  bool any_open();
  /// Sends changed counts to everybody who listens; call about twice a second. `counts` gives a user's.
  void send_counts(const std::function<Result<json::object>(Id user)>& counts);

 private:
  struct Listener {
    Id user;
    std::string session;
    auth::Role role;
    std::weak_ptr<net::EventStream> stream;
  };
  stream::Hub& hub_;
  int subscription_;
  std::mutex mutex_;
  std::vector<Listener> listeners_;
  std::atomic<bool> changed_{false};
};

/// The figures beside the navigation.
Result<json::object> session_counts(Services& services, Id user);

}  // namespace resonanz::api
