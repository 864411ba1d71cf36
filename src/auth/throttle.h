#pragma once
// Slows down whoever guesses passwords, without letting them lock somebody out: a browser in which the person signed in
// before is counted on its own, whatever strangers do.

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.h"
#include "host/clock.h"

namespace resonanz::auth {

/// One try to sign in.
struct Attempt {
  std::string login;    ///< as Users reads it (login_key)
  std::string network;  ///< where it comes from: an IPv4 address, the first half of an IPv6 address
  std::string device;   ///< proof that this browser has signed in as `login` before; "" for a stranger
};

/// Counts failures in windows (settings [auth]): of a known device by itself; of strangers by name and network
/// together, by network, and by name. Thread-safe, bounded memory.
class LoginThrottle {
 public:
  explicit LoginThrottle(const host::Clock& clock) : clock_(clock) {}
  /// Error rate with retry_after_s when there were too many.
  Status allow(const Attempt& attempt);
  void failed(const Attempt& attempt);
  void succeeded(const Attempt& attempt);

 private:
  struct Window {
    TimeUs start = 0;
    std::int64_t failures = 0;
  };
  void make_room(TimeUs now);

  const host::Clock& clock_;
  std::mutex mutex_;
  std::map<std::string, Window> windows_;
};

}  // namespace resonanz::auth
