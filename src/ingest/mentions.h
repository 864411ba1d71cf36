#pragma once
// The table of mentions. What names or leads to a person is sealed with that person's key (invariant 7); the rest is
// plain, so that it can be searched.

#include <functional>

#include "ingest/mention.h"
#include "privacy/keys.h"
#include "privacy/vault.h"
#include "store/database.h"

namespace resonanz::ingest {

/// What a mention's sealed column holds: all of the post but what has columns of its own.
std::string seal_post(const privacy::SubjectKey& key, const Post& post);
/// Errors: keys.
Result<Post> open_sealed(const privacy::SubjectKey& key, const std::string& sealed);

/// The column of mention_matches.
std::vector<Span> read_spans(const std::string& text);

class Mentions {
 public:
  Mentions(const privacy::Keys& keys) : keys_(keys), vault_(keys) {}

  /// Inside the caller's write transaction. `mention.id` and `conversation` are set by the caller; the author's
  /// vault entry is made or refreshed.
  Status insert(soci::session& sql, Mention& mention);
  /// A new revision of a known post: text, matches and sealed part are replaced.
  Status update(soci::session& sql, Mention& mention);
  /// It says something new: whoever looks at new posts looks at it again.
  void mark_edited(soci::session& sql, Id id, TimeUs now);
  /// Writes texts and the sealed part back as they are in `mention`; its author, times and matches stay.
  Status rewrite(soci::session& sql, const Mention& mention);
  /// Undoes remove(), with what the caller kept.
  Status restore(soci::session& sql, const Mention& mention);
  /// The network deleted it: text, sealed part and matches go, the row stays as a tombstone.
  void remove(soci::session& sql, Id id, TimeUs now);

  /// What one query says about a stored mention: its hit, or that there is none.
  void put_match(soci::session& sql, Id mention, const Match& match);
  void remove_match(soci::session& sql, Id mention, Id query);

  Result<Mention> load(soci::session& sql, Id id) const;
  /// Id of the mention with this native id, 0 if there is none.
  Id find(soci::session& sql, Id source, const std::string& native_key) const;
  bool knows_revision(soci::session& sql, Id mention, const std::string& revision) const;

  /// Walks mentions newest first until `each` returns false. `each` gets them opened. Only ids above `after`.
  Status scan(soci::session& sql, const std::function<bool(const Mention&)>& each, Id after = 0) const;
  Result<std::vector<Mention>> of_conversation(soci::session& sql, Id conversation) const;

 private:
  Result<std::vector<Mention>> select(soci::session& sql, const std::string& where, Id argument,
                                      const std::function<bool(const Mention&)>& each) const;
  void replace_matches(soci::session& sql, const Mention& mention);
  void read_matches(soci::session& sql, Mention& mention) const;
  void read_tags(soci::session& sql, Mention& mention) const;
  Result<std::string> seal(soci::session& sql, const Mention& mention);

  const privacy::Keys& keys_;
  privacy::Vault vault_;
};

}  // namespace resonanz::ingest
