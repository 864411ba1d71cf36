#pragma once
// Sessions: a random token in a cookie, its hash in the store, and a CSRF token that goes with it.

#include <string>

#include "auth/users.h"
#include "host/clock.h"

namespace resonanz::auth {

struct Session {
  User user;
  std::string csrf;
};

struct NewSession {
  std::string token;  ///< goes into the cookie, is stored nowhere
  Session session;
};

/// Thread-safe.
class Sessions {
 public:
  Sessions(store::Database& db, Users& users, const host::Clock& clock) : db_(db), users_(users), clock_(clock) {}

  Result<NewSession> start(const User& user);
  /// Errors: auth, for an unknown or ended session or an inactive user. Use prolongs it.
  Result<Session> find(std::string_view token);
  Status end(std::string_view token);

 private:
  store::Database& db_;
  Users& users_;
  const host::Clock& clock_;
};

/// Counts failed sign-ins per login and address together, so that nobody can lock a colleague out from elsewhere.
/// Thread-safe, bounded memory.
class LoginThrottle {
 public:
  explicit LoginThrottle(const host::Clock& clock) : clock_(clock) {}
  /// Error rate with retry_after_s when there were too many.
  Status allow(const std::string& login, const std::string& address);
  void failed(const std::string& login, const std::string& address);
  void succeeded(const std::string& login, const std::string& address);

 private:
  struct Window {
    TimeUs start = 0;
    int failures = 0;
  };
  const host::Clock& clock_;
  std::mutex mutex_;
  std::map<std::string, Window> windows_;
};

/// Compares secrets in constant time.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace resonanz::auth
