#pragma once
// Stored posts as the live match saw them, one after another. Deleted ones are not there.

#include <unordered_map>

#include "history/segment.h"
#include "ingest/mentions.h"
#include "listen/query.h"

namespace resonanz::history {

/// The mention so many behind the first above `after`; 0 where there are not so many.
Id id_at(soci::session& sql, Id after, std::size_t offset);

/// How much of a post is read.
enum class Depth {
  plain,  ///< texts, language, kind, network and times: many times faster
  whole,  ///< with what is sealed
};
/// What a query needs to see.
Depth depth_of(const listen::Query& query);

struct StoredPost {
  Entry entry;
  Id source = 0;
  Post post;
};

/// Lives inside the caller's transaction. Keeps its statements and the keys of people it met.
class StoredPosts {
 public:
  StoredPosts(soci::session& sql, const privacy::Keys& keys, Depth depth);

  /// Null where there is none; good until the next call. Errors: keys.
  Result<const StoredPost*> load(Id id);
  /// Ids in (after, upto], ascending or descending, until `see` returns false.
  enum class Order { up, down };
  Status walk(Id after, Id upto, Order order, const std::function<Result<bool>(const StoredPost&)>& see);

 private:
  Status finish_row();

  soci::session& sql_;
  privacy::Vault vault_;
  Depth depth_;
  Id wanted_ = 0;
  StoredPost row_;
  std::string network_, kind_, lang_, title_, text_, source_name_, source_lang_, author_ref_, sealed_;
  soci::statement by_id_;
  std::unordered_map<std::string, std::optional<privacy::SubjectKey>> people_;
};

}  // namespace resonanz::history
