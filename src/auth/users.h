#pragma once
// Colleagues: the people who sign in and whose name and face stand beside every answer.

#include <string>
#include <vector>

#include "auth/role.h"
#include "base/id.h"
#include "base/result.h"
#include "store/database.h"

namespace resonanz::auth {

struct User {
  Id id = 0;
  std::string login, name, title;
  Role role = Role::agent;
  std::string language = "de";
  bool active = true;
  bool has_face = false;
  std::size_t face_version = 0;  ///< changes with the picture, for its address
};

struct NewUser {
  std::string login, name, title;
  Role role = Role::agent;
  std::string language = "de";
  std::string password;
};

struct UserPatch {
  std::optional<std::string> name, title, language, password;
  std::optional<Role> role;
  std::optional<bool> active;
};

/// How a login is kept and compared: without blanks, in lower case.
std::string login_key(std::string_view login);
/// argon2id (OWASP: 19 MiB, 2 passes). Slow on purpose: do not hold a transaction open around these.
std::string hash_password(std::string_view password);
bool check_password(const std::string& hash, std::string_view password);

/// Thread-safe. Every change is audited in its own transaction.
class Users {
 public:
  explicit Users(store::Database& db) : db_(db) {}

  /// Errors: value (empty login or name, short password), name_taken.
  Result<User> add(const NewUser& user, const std::string& actor, TimeUs now);
  /// Errors: not_found, value, last_admin. A new password ends all sessions.
  Result<User> change(Id id, const UserPatch& patch, const std::string& actor, TimeUs now);
  /// Keeps what make_face() makes of the upload. Errors: not_found, and those of make_face().
  Result<User> set_face(Id id, std::string_view bytes, const std::string& actor, TimeUs now);
  struct Face {
    std::string type, bytes;
  };
  Result<Face> face(Id id);

  Result<User> find(Id id);
  Result<std::vector<User>> list();
  Result<bool> any();
  /// The user whose login and password fit and who is active; Errc::login otherwise, after the same time.
  Result<User> sign_in(std::string_view login, std::string_view password);

 private:
  store::Database& db_;
};

}  // namespace resonanz::auth
