// What the courier needs to know of the house: its mail server, its key for browsers.
#include <boost/json.hpp>

#include "audit/audit.h"
#include "host/encoding.h"
#include "net/egress_url.h"
#include "notice/courier.h"

namespace resonanz::notice {
namespace {

namespace json = boost::json;

constexpr auto kSealedFor = privacy::Purpose::secrets;
const std::string kMailKey = "alert_mail_sealed", kPushKey = "alert_push_sealed";

std::string stored(soci::session& sql, const std::string& key) {
  std::string value;
  sql << "SELECT COALESCE((SELECT value FROM settings WHERE key = :k), '')", soci::use(key), soci::into(value);
  return value;
}

void put(soci::session& sql, const std::string& key, const std::string& value) {
  sql << "INSERT INTO settings (key, value) VALUES (:k, :v) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      soci::use(key), soci::use(value);
}

std::string text(const json::object& in, std::string_view name) {
  const auto* value = in.if_contains(name);
  return value && value->is_string() ? std::string(value->as_string()) : "";
}

}  // namespace

Result<MailSettings> read_mail_settings(store::Database& db, const privacy::Keys& keys) {
  TRY(const std::string sealed,
      db.read([](soci::session& sql) -> Result<std::string> { return stored(sql, kMailKey); }));
  MailSettings out;
  if (sealed.empty()) return out;
  TRY(const std::string opened, keys.open(kSealedFor, sealed));
  const json::object in = json::parse(opened).as_object();
  out.server = {text(in, "url"), text(in, "user"), text(in, "password"), in.at("plain").as_bool()};
  out.from = text(in, "from");
  return out;
}

Status write_mail_settings(store::Database& db, const privacy::Keys& keys, const MailSettings& settings, Id user,
                           TimeUs now) {
  const auto& server = settings.server;
  if (!server.url.empty()) {
    TRY(const net::Target target, net::parse_mail_server(server.url));
    if (server.plain && target.secure()) return fail(Errc::value, "plain");
    const auto at = settings.from.find('@');
    if (at == std::string::npos || settings.from.find_first_of("\r\n <>\"") != std::string::npos)
      return fail(Errc::value, "from");
  }
  const json::object out{{"url", server.url},
                         {"user", server.user},
                         {"password", server.password},
                         {"plain", server.plain},
                         {"from", settings.from}};
  const std::string sealed = keys.seal(kSealedFor, json::serialize(out));
  return db.write([&](soci::session& sql) -> Status {
    put(sql, kMailKey, sealed);
    audit::append(sql, now, {id_text(user), "settings.change", "alert_mail", ""});
    return done();
  });
}

Result<EcKeys> push_keys(store::Database& db, const privacy::Keys& keys) {
  TRY(std::string sealed, db.read([](soci::session& sql) -> Result<std::string> { return stored(sql, kPushKey); }));
  if (sealed.empty()) {
    TRY(const EcKeys made, make_ec_keys());
    const std::string fresh = keys.seal(kSealedFor, made.secret);
    TRY(sealed, db.write([&](soci::session& sql) -> Result<std::string> {
      std::string there = stored(sql, kPushKey);  // somebody may have been quicker
      if (!there.empty()) return there;
      put(sql, kPushKey, fresh);
      return fresh;
    }));
  }
  TRY(const std::string secret, keys.open(kSealedFor, sealed));
  return ec_keys_from(secret);
}

}  // namespace resonanz::notice
