#pragma once
// The queries people saved, and the named lists they use: stored, versioned, compiled once and asked for every post.

#include <memory>
#include <mutex>
#include <set>
#include <vector>

#include "base/id.h"
#include "base/published.h"
#include "listen/compiled_queries.h"
#include "listen/groups.h"
#include "listen/parse.h"
#include "listen/query_versions.h"
#include "store/database.h"

namespace resonanz::listen {

/// What becomes of a query's hits.
enum class Purpose {
  listen,  ///< they are kept and come into the inbox
  tag,     ///< those that are kept for another reason are labelled
};
std::string_view name_of(Purpose purpose);
std::optional<Purpose> purpose_from(std::string_view name);

struct SavedQuery {
  Id id = 0;
  std::string name, query, color;
  int version = 1;
  Id updated_by = 0;
  TimeUs updated_at = 0;
  std::uint64_t cost = 0;
  std::optional<Error> error;  ///< it no longer compiles, for example because a list is gone
  Id owner = 0;                ///< who made it
  Id locked_by = 0;            ///< 0: nobody, everybody may change it
  TimeUs locked_at = 0;
  Purpose purpose = Purpose::listen;
};

struct SavedList {
  Id id = 0;
  std::string name, kind;
  std::vector<std::string> items;
};

/// Thread-safe. Changes are audited and count from the next post on.
class SavedQueries {
 public:
  explicit SavedQueries(store::Database& db) : db_(db) { tags_.store(std::make_shared<std::set<Id>>()); }

  /// Reads and compiles everything; call once at the start.
  Status load();

  Result<std::vector<SavedQuery>> list();
  /// A tag's query may be empty: then only people give it. Errors: value, name_taken, and what parse() gives.
  Result<SavedQuery> add(const std::string& name, const std::string& query, const std::string& color, Id user,
                         TimeUs now, Purpose purpose = Purpose::listen);
  /// `version` is the one last read. Errors: not_found, query_locked, conflict, and those of add().
  Result<SavedQuery> change(Id id, const std::string& name, const std::string& query, const std::string& color,
                            int version, const Editor& editor, TimeUs now);
  /// Makes an earlier version the newest one. Errors: those of change(); not_found where there is no such version.
  Result<SavedQuery> restore(Id id, int earlier, int version, const Editor& editor, TimeUs now);
  /// As set_lock() of query_versions.h.
  Result<SavedQuery> lock(Id id, bool locked, const Editor& editor, TimeUs now);
  /// Errors: not_found, query_locked.
  Status remove(Id id, const Editor& editor, TimeUs now);

  Result<std::vector<SavedList>> lists();
  /// `id` 0 makes a new one. Errors: value, name_taken, not_found; in_use when a saved query would no longer compile.
  Result<SavedList> save_list(Id id, const std::string& name, const std::string& kind,
                              const std::vector<std::string>& items, Id user, TimeUs now);
  Status remove_list(Id id, Id user, TimeUs now);

  /// With the saved lists.
  Result<Query> parse(std::string_view text, Rules rules) const;
  /// text_of() of groups.h with the saved lists.
  Result<std::string> text_of(const std::vector<ConditionGroup>& groups) const;
  /// All saved queries on one post, tags included.
  std::vector<SavedHit> match(const Post& post) const;

 private:
  /// Compiles the query as it is stored now, or forgets it where it is not.
  Status refresh(Id id);
  Result<SavedQuery> store_change(const QueryVersion& next, const Editor& editor);
  Result<SavedQuery> find(Id id);
  /// As parse(), for what is to be saved; an empty text, which finds nothing, is a tag's right.
  Result<std::uint64_t> cost_of(const std::string& text, Purpose purpose) const;
  /// Before they are compiled, so that no hit of a tag is taken for one that listens. Precondition: changing_ is held.
  void note_tags(const std::vector<SavedQuery>& rows);
  Status check_name(soci::session& sql, const std::string& table, const std::string& name, Id except);

  store::Database& db_;
  mutable CompiledQueries compiled_;  ///< learns while it is asked
  std::mutex changing_;               ///< between reading what is stored and compiling it
  std::mutex mutex_;
  std::map<Id, SavedQuery> rows_;  ///< as they are stored
  Published<std::set<Id>> tags_;   ///< all that ever were: a query keeps its purpose
};

/// One query on one post with its spans; empty when it does not match.
std::optional<std::vector<Span>> match_one(const Query& query, const Post& post);

}  // namespace resonanz::listen
