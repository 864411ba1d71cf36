#pragma once
// Where alerts are told besides the application: mailboxes, browsers, other programs. Addresses and secrets are sealed.

#include <optional>
#include <string>
#include <vector>

#include "privacy/keys.h"
#include "store/database.h"

namespace resonanz::notice {

struct Target {
  enum class Kind { mail, push, webhook };

  Id id = 0;
  Kind kind = Kind::webhook;
  std::string name;
  std::string address;  ///< a mail address, or a URL
  std::string secret;   ///< webhook: whsec_…; push: the subscription's keys, "p256dh auth"
  std::string language = "de";
  Id created_by = 0;
  TimeUs created_at = 0;
};
std::string_view name_of(Target::Kind kind);
std::optional<Target::Kind> parse_target_kind(std::string_view name);

/// Thread-safe. Changes are audited.
class Targets {
 public:
  Targets(store::Database& db, const privacy::Keys& keys) : db_(db), keys_(keys) {}

  Result<std::vector<Target>> list();
  /// A webhook gets a secret of its own, to be shown once. Errors: value (address).
  Result<Target> add(Target target, Id user, TimeUs now);
  /// Forgets its address; what waits for it is not told any more. `why`: "removed", or "gone" where the other side
  /// said so. Error: not_found.
  Status end(Id id, const std::string& actor, const std::string& why, TimeUs now);
  Result<Target> find(Id id);

 private:
  Result<std::vector<Target>> select(soci::session& sql, const std::string& where);

  store::Database& db_;
  const privacy::Keys& keys_;
};

}  // namespace resonanz::notice
