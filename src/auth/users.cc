#include "auth/users.h"

#include <sodium.h>

#include "audit/audit.h"
#include "auth/face.h"
#include "host/encoding.h"
#include "specs/settings.h"

namespace resonanz::auth {
namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = 19 * 1024 * 1024;

Status check_new_password(std::string_view password) {
  if (static_cast<std::int64_t>(password.size()) < settings::kAuthMinPassword)
    return fail(Errc::value, fmt::format("password (at least {} characters)", settings::kAuthMinPassword));
  return done();
}

/// Reads users with a WHERE clause; `bind` adds its values to the statement.
class UserRows {
 public:
  static std::string select(std::string_view rest) {
    return fmt::format("SELECT id, login, name, title, role, language, active, length(face) FROM users {}", rest);
  }
  void into(soci::statement& query) {
    query.exchange(soci::into(user.id));
    query.exchange(soci::into(user.login));
    query.exchange(soci::into(user.name));
    query.exchange(soci::into(user.title));
    query.exchange(soci::into(role_));
    query.exchange(soci::into(user.language));
    query.exchange(soci::into(active_));
    query.exchange(soci::into(face_));
  }
  const User& finish() {
    user.role = role_from(role_).value_or(Role::agent);
    user.active = active_ != 0;
    user.has_face = face_ > 0;
    user.face_version = static_cast<std::size_t>(face_);
    return user;
  }
  User user;

 private:
  std::string role_;
  int active_ = 0;
  std::int64_t face_ = 0;
};

Result<User> load(soci::session& sql, Id id) {
  UserRows rows;
  soci::statement query(sql);
  query.exchange(soci::use(id));
  rows.into(query);
  query.alloc();
  query.prepare(UserRows::select("WHERE id = :id"));
  query.define_and_bind();
  if (!query.execute(true)) return fail(Errc::not_found);
  return rows.finish();
}

Status keep_an_administrator(soci::session& sql) {
  int left = 0;
  sql << "SELECT count(*) FROM users WHERE role = 'admin' AND active = 1", soci::into(left);
  if (left == 0) return fail(Errc::last_admin);
  return done();
}

void apply(soci::session& sql, Id id, const UserPatch& patch, const std::string& password_hash) {
  const auto set = [&](std::string_view column, const auto& value) {
    sql << fmt::format("UPDATE users SET {} = :v WHERE id = :id", column), soci::use(value), soci::use(id);
  };
  if (patch.name) set("name", *patch.name);
  if (patch.title) set("title", *patch.title);
  if (patch.language) set("language", *patch.language);
  if (patch.role) set("role", std::string(name_of(*patch.role)));
  if (patch.active) set("active", static_cast<int>(*patch.active));
  if (!password_hash.empty()) set("password_hash", password_hash);
  if (!password_hash.empty() || patch.active == false) sql << "DELETE FROM sessions WHERE user_id = :id", soci::use(id);
}

}  // namespace

std::string login_key(std::string_view login) {
  std::string out(login);
  std::erase_if(out, [](char c) { return c == ' ' || c == '\t'; });
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

std::string hash_password(std::string_view password) {
  std::string out(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), kPasses, kMemory,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    return {};
  out.resize(out.find('\0'));
  return out;
}

bool check_password(const std::string& hash, std::string_view password) {
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

Result<User> Users::add(const NewUser& user, const std::string& actor, TimeUs now) {
  const std::string login = login_key(user.login);
  if (login.empty()) return fail(Errc::value, "login");
  if (user.name.empty()) return fail(Errc::value, "name");
  CHECK_OK(check_new_password(user.password));
  const std::string hash = hash_password(user.password);
  if (hash.empty()) return fail(Errc::overload);
  const Id id = next_id(now);
  return db_.write([&](soci::session& sql) -> Result<User> {
    int taken = 0;
    sql << "SELECT count(*) FROM users WHERE login = :login", soci::use(login), soci::into(taken);
    if (taken > 0) return fail(Errc::name_taken);
    const std::string role(name_of(user.role));
    sql << "INSERT INTO users (id, login, name, title, role, language, password_hash, created_at) "
           "VALUES (:id, :login, :name, :title, :role, :language, :hash, :now)",
        soci::use(id), soci::use(login), soci::use(user.name), soci::use(user.title), soci::use(role),
        soci::use(user.language), soci::use(hash), soci::use(now);
    audit::append(sql, now, {actor, "user.add", "user " + id_text(id), role});
    return load(sql, id);
  });
}

Result<User> Users::change(Id id, const UserPatch& patch, const std::string& actor, TimeUs now) {
  if (patch.name && patch.name->empty()) return fail(Errc::value, "name");
  std::string hash;
  if (patch.password) {
    CHECK_OK(check_new_password(*patch.password));
    hash = hash_password(*patch.password);
    if (hash.empty()) return fail(Errc::overload);
  }
  return db_.write([&](soci::session& sql) -> Result<User> {
    TRY(const User before, load(sql, id));
    apply(sql, id, patch, hash);
    CHECK_OK(keep_an_administrator(sql));
    std::string what =
        patch.role ? fmt::format("role {} to {}", name_of(before.role), name_of(*patch.role)) : "profile";
    if (!hash.empty()) what += ", password";
    audit::append(sql, now, {actor, "user.change", "user " + id_text(id), what});
    return load(sql, id);
  });
}

Result<User> Users::set_face(Id id, std::string_view bytes, const std::string& actor, TimeUs now) {
  TRY(const std::string picture, make_face(bytes));
  const std::string text = host::base64(picture, host::Base64::standard), type(kFaceType);
  return db_.write([&](soci::session& sql) -> Result<User> {
    sql << "UPDATE users SET face = :face, face_type = :type WHERE id = :id", soci::use(text), soci::use(type),
        soci::use(id);
    audit::append(sql, now, {actor, "user.face", "user " + id_text(id), ""});
    return load(sql, id);
  });
}

Result<Users::Face> Users::face(Id id) {
  return db_.read([&](soci::session& sql) -> Result<Face> {
    std::string type, text;
    sql << "SELECT face_type, face FROM users WHERE id = :id", soci::use(id), soci::into(type), soci::into(text);
    if (!sql.got_data() || text.empty()) return fail(Errc::not_found);
    auto bytes = host::from_base64(text, host::Base64::standard);
    if (!bytes) return fail(Errc::store, "a face is damaged");
    return Face{type, std::move(*bytes)};
  });
}

Result<User> Users::find(Id id) {
  return db_.read([&](soci::session& sql) { return load(sql, id); });
}

Result<std::vector<User>> Users::list() {
  return db_.read([&](soci::session& sql) -> Result<std::vector<User>> {
    std::vector<User> users;
    UserRows rows;
    soci::statement query(sql);
    rows.into(query);
    query.alloc();
    query.prepare(UserRows::select("ORDER BY name"));
    query.define_and_bind();
    query.execute();
    while (query.fetch()) users.push_back(rows.finish());
    return users;
  });
}

Result<bool> Users::any() {
  return db_.read([](soci::session& sql) -> Result<bool> {
    int count = 0;
    sql << "SELECT count(*) FROM users", soci::into(count);
    return count > 0;
  });
}

Result<User> Users::sign_in(std::string_view login, std::string_view password) {
  struct Found {
    Id id = 0;
    std::string hash;
  };
  const std::string wanted = login_key(login);
  TRY(const Found found, db_.read([&](soci::session& sql) -> Result<Found> {
    Found row;
    sql << "SELECT id, password_hash FROM users WHERE login = :login AND active = 1", soci::use(wanted),
        soci::into(row.id), soci::into(row.hash);
    return row;
  }));
  // An unknown login costs the same work, so that the time tells nothing.
  static const std::string nobody = hash_password("nobody has this password");
  const bool fits = check_password(found.id ? found.hash : nobody, password);
  if (found.id == 0 || !fits) return fail(Errc::login);
  return find(found.id);
}

}  // namespace resonanz::auth
