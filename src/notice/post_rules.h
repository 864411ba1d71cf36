#pragma once
// Rules that look at posts one by one: which of the posts after a place are what the rule seeks.

#include <soci/soci.h>

#include "ingest/mentions.h"
#include "notice/rule.h"

namespace resonanz::notice {

struct NewPosts {
  std::vector<Id> posts;  ///< oldest first
  Id position = 0;        ///< every post and edit up to this id has been looked at
  bool more = false;      ///< there are posts beyond it
};

/// An edited post is looked at once more, unless the rule raised it before. At most `limit` candidates are looked at. Posts written before `oldest`, deleted ones and those that are hidden as
/// not about the query are left out. A rule about reach waits for posts that have not been read yet. Precondition:
/// !rule.counts(). Errors: those of the query language (a list is gone), keys.
Result<NewPosts> look_at_posts(soci::session& sql, const ingest::Mentions& mentions, const Rule& rule, Id after,
                               TimeUs oldest, int limit);

/// The place behind which posts that come, and edits, are new.
Id newest_place(soci::session& sql);

/// Newest posts of an hour that a rule about counts counted, at most `limit`.
std::vector<Id> posts_of_hour(soci::session& sql, const Rule& rule, std::int64_t hour, int limit);

}  // namespace resonanz::notice
