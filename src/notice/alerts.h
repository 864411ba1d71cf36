#pragma once
// Alerts: what was raised, why, which posts, compared with what; whether it was real; and how it was told.

#include "notice/judge.h"
#include "notice/rule.h"
#include "store/database.h"

namespace resonanz::notice {

/// What a rule is about to raise.
struct Cause {
  std::string key;  ///< of the hour or the newest post: a rule raises it once
  TimeUs from = 0, to = 0;
  std::int64_t count = 0;
  std::optional<Verdict> verdict;  ///< of rules about counts
  std::vector<Id> posts;           ///< newest first, at most kShownPosts
  std::vector<Id> raised;          ///< all of them, of rules about posts
};
inline constexpr int kShownPosts = 20;

struct Alert {
  Id id = 0, rule = 0, query = 0;
  std::string rule_name, cause;
  Rule::Kind kind = Rule::Kind::volume;
  TimeUs at = 0, from = 0, to = 0;
  std::int64_t count = 0;
  std::optional<double> expected, usual_low, usual_high, share, usual_share, z;
  int baseline_hours = 0;
  std::vector<Id> posts;  ///< those that are still there
  Id seen_by = 0, feedback_by = 0;
  std::string feedback;  ///< "", "real" or "noise"
};

/// How often what a rule raised was real, by what people said of it.
struct Precision {
  std::int64_t real = 0, judged = 0, raised = 0;
};

/// Writes the alert and its tellings in the caller's transaction, with the audit entry. 0: raised before.
Id raise_alert(soci::session& sql, const Rule& rule, const Cause& cause, TimeUs now);
/// When the rule last raised anything; 0: never.
TimeUs last_raised(soci::session& sql, Id rule);

/// Thread-safe.
class Alerts {
 public:
  explicit Alerts(store::Database& db) : db_(db) {}

  /// Newest first, below `before` (0: from the newest).
  Result<std::vector<Alert>> list(Id before, int limit);
  Result<Alert> find(Id id);
  Result<std::int64_t> unseen();
  /// Errors: not_found; value for a word that is neither "real", "noise" nor "".
  Status judge(Id id, const std::string& feedback, Id user, TimeUs now);
  Status see(Id id, Id user, TimeUs now);
  Result<Precision> precision_of(Id rule);

 private:
  store::Database& db_;
};

}  // namespace resonanz::notice
