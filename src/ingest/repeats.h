#pragma once
// Which mentions say what an earlier one said: reposts and syndicated copies count once.

#include <vector>

#include "base/id.h"
#include "model/post.h"
#include "store/database.h"
#include "understand/duplicates.h"

namespace resonanz::ingest {

/// Used inside write transactions only, of which there is one at a time. What a transaction that fails added stays
/// known; a later repeat of such a mention is then the first of its kind.
class Repeats {
 public:
  /// Remembers the newest `most` mentions.
  explicit Repeats(std::size_t most) : most_(most) {}

  /// The earliest mention that says nearly the same, or `mention` itself. One that was asked for before is looked at anew.
  Id first_of(soci::session& sql, Id mention, const Post& post);

 private:
  struct Known {
    Id mention = 0;           ///< 0: none yet
    std::uint64_t first = 0;  ///< number of the group's first in seen_
  };
  /// What was stored before this program started.
  void load(soci::session& sql);
  /// The number of the group's first.
  std::uint64_t add(Id mention, std::string_view title, std::string_view text);

  std::size_t most_;
  std::optional<understand::Duplicates> seen_;
  std::vector<Known> known_;  ///< by number in seen_, modulo most_
  std::uint64_t next_ = 0;
};

}  // namespace resonanz::ingest
