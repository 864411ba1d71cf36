#include "auth/sessions.h"

#include <sodium.h>

#include "host/encoding.h"
#include "host/random.h"
#include "specs/settings.h"

namespace resonanz::auth {
namespace {

constexpr TimeUs kLife = settings::kAuthSessionHours * kHourUs;

}  // namespace

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

Result<NewSession> Sessions::start(const User& user) {
  NewSession made{host::random_token(32), {user, host::random_token(), ""}};
  const std::string& hash = made.session.key = host::sha256_hex(made.token);
  const TimeUs now = clock_.now(), until = now + kLife;
  CHECK_OK(db_.write([&](soci::session& sql) -> Status {
    sql << "DELETE FROM sessions WHERE expires_at < :now", soci::use(now);
    sql << "INSERT INTO sessions (token_hash, user_id, csrf, created_at, expires_at) VALUES (:h, :u, :c, :now, :until)",
        soci::use(hash), soci::use(user.id), soci::use(made.session.csrf), soci::use(now), soci::use(until);
    return done();
  }));
  return made;
}

Result<Session> Sessions::find(std::string_view token) {
  struct Row {
    Id user = 0;
    std::string csrf;
    TimeUs expires = 0;
  };
  const std::string hash = host::sha256_hex(token);
  const TimeUs now = clock_.now();
  TRY(const Row row, db_.read([&](soci::session& sql) -> Result<Row> {
    Row found;
    sql << "SELECT user_id, csrf, expires_at FROM sessions WHERE token_hash = :h", soci::use(hash),
        soci::into(found.user), soci::into(found.csrf), soci::into(found.expires);
    return found;
  }));
  if (row.user == 0 || row.expires < now) return fail(Errc::auth);
  TRY(User user, users_.find(row.user));
  if (!user.active) return fail(Errc::auth);
  if (row.expires - now < kLife - kHourUs) {  // at most one write an hour
    const TimeUs until = now + kLife;
    CHECK_OK(db_.write([&](soci::session& sql) -> Status {
      sql << "UPDATE sessions SET expires_at = :t WHERE token_hash = :h", soci::use(until), soci::use(hash);
      return done();
    }));
  }
  return Session{std::move(user), row.csrf, hash};
}

Status Sessions::end(std::string_view token) {
  const std::string hash = host::sha256_hex(token);
  return db_.write([&](soci::session& sql) -> Status {
    sql << "DELETE FROM sessions WHERE token_hash = :h", soci::use(hash);
    return done();
  });
}

Result<std::map<std::string, Role>> Sessions::live() {
  const TimeUs now = clock_.now();
  return db_.read([&](soci::session& sql) -> Result<std::map<std::string, Role>> {
    std::map<std::string, Role> out;
    std::string hash, role;
    soci::statement query =
        (sql.prepare << "SELECT s.token_hash, u.role FROM sessions s JOIN users u ON u.id = s.user_id "
                        "WHERE u.active = 1 AND s.expires_at >= :now",
         soci::use(now), soci::into(hash), soci::into(role));
    query.execute();
    while (query.fetch()) out[hash] = role_from(role).value_or(Role::agent);
    return out;
  });
}

}  // namespace resonanz::auth
