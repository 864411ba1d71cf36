#pragma once
// Sessions: a random token in a cookie, its hash in the store, and a CSRF token that goes with it.

#include <map>
#include <string>

#include "auth/users.h"
#include "host/clock.h"

namespace resonanz::auth {

struct Session {
  User user;
  std::string csrf;
  std::string key;  ///< names the session in the store; no secret
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
  /// Every session that still counts, by its key, with what its user may now. Prolongs none.
  Result<std::map<std::string, Role>> live();

 private:
  store::Database& db_;
  Users& users_;
  const host::Clock& clock_;
};

/// Compares secrets in constant time.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace resonanz::auth
