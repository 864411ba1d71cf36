#pragma once
// The sources as people set them up: settings, sealed secrets, the assessment that allows them to run, and health.

#include <vector>

#include "privacy/keys.h"
#include "sources/connector.h"
#include "store/database.h"

namespace resonanz::sources {

/// Why we may listen here (legitimate interest); a source does not start before it is approved (purpose gate).
struct Assessment {
  std::string interest, necessity, balance, safeguards, owner, review_date;
  bool approved = false;
};

enum class State { running, paused, finished };
std::string_view name_of(State state);

struct Health {
  std::optional<TimeUs> last_event_at, last_ok_at, error_at, next_try_at;
  std::string gap;
  std::optional<Error> error;
  int failures = 0;
};

struct Source {
  Id id = 0;
  std::string name, kind, network, language, account_id;
  boost::json::object settings;
  std::vector<std::string> secrets_set;
  State state = State::paused;
  Assessment assessment;
  TimeUs created_at = 0;
  Health health;
};

struct NewSource {
  std::string name, kind, language;
  boost::json::object settings, secrets;
  Assessment assessment;
  std::string account_id;
};

struct SourcePatch {
  std::optional<std::string> name, language, account_id;
  std::optional<boost::json::object> settings, secrets;  ///< secrets not named, or empty, stay as they are
  std::optional<Assessment> assessment;
};

/// Thread-safe. Changes are audited.
class SourceTable {
 public:
  SourceTable(store::Database& db, const privacy::Keys& keys) : db_(db), keys_(keys) {}

  /// With an approved assessment it runs at once, else it is paused. Errors: name_taken; value, also for an approved
  /// assessment without a review date between now and settings privacy.review_days.
  Result<Source> add(const NewSource& source, const std::string& actor, TimeUs now);
  Result<Source> change(Id id, const SourcePatch& patch, const std::string& actor, TimeUs now);
  /// Errors: not_found; when it is to run without an approved assessment purpose, past its review date review.
  Result<Source> set_state(Id id, State state, const std::string& actor, TimeUs now);
  /// Asked before every run: error purpose without an approved assessment; error review past its review date, and the
  /// source is paused then, with that error shown.
  Status check_assessment(Id id, TimeUs now);
  /// Hides the source for good; its mentions stay until their limit. Its secrets go at once.
  Status remove(Id id, const std::string& actor, TimeUs now);

  Result<Source> find(Id id);
  Result<Source> find_by_name(const std::string& name);
  Result<std::vector<Source>> list();
  /// With the secrets opened, for the connector.
  Result<Config> config(Id id);

  Status record_failure(Id id, const Error& error, TimeUs now, TimeUs next_try);

 private:
  Result<std::vector<Source>> select(soci::session& sql, const std::string& where, const std::string& argument);
  Result<Source> one(soci::session& sql, Id id);

  store::Database& db_;
  const privacy::Keys& keys_;
};

/// The connector of a source, with its settings as they are now. Errors: not_found, value, and those of its kind.
Result<std::unique_ptr<Connector>> make_connector(SourceTable& table, Id source, const Services& services);

boost::json::object to_json(const Assessment& assessment);
Assessment assessment_from(const boost::json::object& in);

}  // namespace resonanz::sources
