#include "notice/targets.h"

#include <algorithm>
#include <array>

#include "audit/audit.h"
#include "host/encoding.h"
#include "host/random.h"
#include "net/egress_url.h"

namespace resonanz::notice {
namespace {

constexpr std::array<std::string_view, 3> kTargetKinds{"mail", "push", "webhook"};
constexpr auto kSecrets = privacy::Purpose::secrets;

bool is_mail_address(std::string_view text) {
  const auto at = text.find('@');
  const bool plain = std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return c > 0x20 && c < 0x7f &&
           std::string_view("<>()[]\\,;:\"").find(static_cast<char>(c)) == std::string_view::npos;
  });
  return plain && at != std::string_view::npos && at > 0 && text.find('@', at + 1) == std::string_view::npos &&
         text.find('.', at) != std::string_view::npos && text.size() <= 254 && !text.starts_with('-');
}

Status check_address(const Target& target) {
  if (target.name.empty() || target.name.size() > 200) return fail(Errc::value, "name");
  if (target.kind == Target::Kind::mail)
    return is_mail_address(target.address) ? done() : Status(fail(Errc::value, "address"));
  TRY(const net::Target url, net::parse_target(target.address));
  if (url.web_socket()) return fail(Errc::value, "address");
  return done();
}

}  // namespace

std::string_view name_of(Target::Kind kind) { return kTargetKinds[static_cast<std::size_t>(kind)]; }

std::optional<Target::Kind> parse_target_kind(std::string_view name) {
  const auto found = std::find(kTargetKinds.begin(), kTargetKinds.end(), name);
  if (found == kTargetKinds.end()) return std::nullopt;
  return static_cast<Target::Kind>(found - kTargetKinds.begin());
}

Result<std::vector<Target>> Targets::select(soci::session& sql, const std::string& where) {
  std::vector<Target> out;
  Target row;
  std::string kind, address, secret;
  soci::statement query =
      (sql.prepare << "SELECT id, kind, name, address_sealed, secret_sealed, language, created_by, created_at FROM "
                      "alert_targets WHERE ended_at IS NULL AND " +
                          where + " ORDER BY id",
       soci::into(row.id), soci::into(kind), soci::into(row.name), soci::into(address), soci::into(secret),
       soci::into(row.language), soci::into(row.created_by), soci::into(row.created_at));
  query.execute();
  while (query.fetch()) {
    row.kind = parse_target_kind(kind).value_or(Target::Kind::webhook);
    TRY(row.address, keys_.open(kSecrets, address));
    row.secret.clear();
    if (!secret.empty()) {
      TRY(row.secret, keys_.open(kSecrets, secret));
    }
    out.push_back(row);
  }
  return out;
}

Result<std::vector<Target>> Targets::list() {
  return db_.read([&](soci::session& sql) { return select(sql, "1 = 1"); });
}

Result<Target> Targets::find(Id id) {
  return db_.read([&](soci::session& sql) -> Result<Target> {
    TRY(auto found, select(sql, fmt::format("id = {}", id)));
    if (found.empty()) return fail(Errc::not_found);
    return found.front();
  });
}

Result<Target> Targets::add(Target target, Id user, TimeUs now) {
  CHECK_OK(check_address(target));
  if (target.kind == Target::Kind::webhook)
    target.secret = "whsec_" + host::base64(host::random_bytes(24), host::Base64::standard);
  target.id = next_id(now);
  target.created_by = user;
  target.created_at = now;
  const std::string kind(name_of(target.kind)),
      address = keys_.seal(kSecrets, target.address),
      secret = target.secret.empty() ? "" : keys_.seal(kSecrets, target.secret);
  return db_.write([&](soci::session& sql) -> Result<Target> {
    sql << "INSERT INTO alert_targets (id, kind, name, address_sealed, secret_sealed, language, created_by, created_at) "
           "VALUES (:i, :k, :n, :a, :s, :l, :u, :now)",
        soci::use(target.id), soci::use(kind), soci::use(target.name), soci::use(address), soci::use(secret),
        soci::use(target.language), soci::use(user), soci::use(now);
    audit::append(sql, now, {id_text(user), "alert_target.add", "alert_target " + id_text(target.id), kind});
    return target;
  });
}

Status Targets::end(Id id, const std::string& actor, const std::string& why, TimeUs now) {
  return db_.write([&](soci::session& sql) -> Status {
    int known = 0;
    sql << "SELECT count(*) FROM alert_targets WHERE id = :i AND ended_at IS NULL", soci::use(id), soci::into(known);
    if (known == 0) return fail(Errc::not_found);
    sql << "UPDATE alert_targets SET ended_at = :now, ended_why = :w, address_sealed = '', secret_sealed = '' WHERE id = :i",
        soci::use(now), soci::use(why), soci::use(id);
    sql << "DELETE FROM alert_rule_targets WHERE target_id = :i", soci::use(id);
    const std::string gone(code_of(Errc::gone));
    sql << "UPDATE alert_deliveries SET state = 'failed', error_code = :c WHERE target_id = :i AND state = 'queued'",
        soci::use(gone), soci::use(id);
    audit::append(sql, now, {actor, "alert_target.end", "alert_target " + id_text(id), why});
    return done();
  });
}

}  // namespace resonanz::notice
