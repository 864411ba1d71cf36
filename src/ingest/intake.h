#pragma once
// What one post, or one deletion, does to the store. Runs inside the pipeline's transaction.

#include <set>

#include "ingest/mentions.h"
#include "ingest/readings.h"

namespace resonanz::ingest {

struct Outcome {
  std::string name;    ///< stored, duplicate (nothing new: a repeat, or older than what we have), unmatched or filtered
  std::string reason;  ///< for filtered: own, optout, restricted
};

/// One transaction's work. Not thread-safe.
class Intake {
 public:
  Intake(soci::session& sql, Mentions& mentions, Readings& readings, const privacy::Keys& keys, TimeUs now)
      : sql_(sql), mentions_(mentions), readings_(readings), keys_(keys), now_(now) {}

  /// `account_id` is our own account there; its posts are answers, not mentions. `reading` may be left to be made here,
  /// where the post is kept for another reason than a match.
  Result<Outcome> take(Id source, const std::string& account_id, const std::string& revision, TimeUs received,
                       Post post, std::vector<Match> matches, std::optional<Reading> reading = {});
  Result<Outcome> remove(Id source, const std::string& native_id);
  Result<Outcome> remove_author(Id source, const std::string& stable_id);

  /// Mentions that changed, for the live hints.
  const std::set<Id>& touched() const { return touched_; }
  const std::set<Id>& outbox_touched() const { return outbox_touched_; }

 private:
  struct Place {
    Id conversation = 0;
    Id case_id = 0;
    bool followed = false;  ///< it answers us, or belongs to a case: kept even if no query matches
  };
  Place place_of(Id source, const Post& post);
  bool is_own(Id source, const std::string& native_key, const Post& post);
  /// Our account's post without a receipt: an answer that moderators held, or whose receipt a power cut took. The
  /// outbox learns where it is, so that it is not sent again and what answers it finds its case.
  void adopt(Id source, const std::string& native_key, const Post& post);
  void seen_there(Id outbox, const std::string& native_key, const Post& post);
  /// "optout" or "restricted" where the author does not want to be heard, else "".
  std::string unwanted(const Post& post);
  Result<Outcome> revise(Id known, Mention& mention, std::optional<Reading> reading);
  Result<Outcome> add(Mention& mention, const Place& place, std::optional<Reading> reading);
  void bury(Id mention);
  void wake_case(Id case_id);

  soci::session& sql_;
  Mentions& mentions_;
  Readings& readings_;
  const privacy::Keys& keys_;
  TimeUs now_;
  std::set<Id> touched_, outbox_touched_;
};

}  // namespace resonanz::ingest
