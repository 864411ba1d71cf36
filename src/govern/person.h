#pragma once
// Somebody outside, as a request about their data names them, and all that leads to them in the store.

#include <soci/soci.h>

#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "model/post.h"
#include "privacy/keys.h"
#include "text/mask.h"

namespace resonanz::govern {

struct Person {
  std::string network;
  std::set<std::string> stable;  ///< what references and opt-outs are made of: an id, "handle:x", "name:x"
  std::set<std::string> refs;    ///< author references, of every source and quarter
  std::set<std::string> ids, handles, names, urls;
  std::unordered_set<std::string> posts;  ///< native ids and addresses of their posts
  std::vector<Id> mentions;               ///< their stored posts, tombstones included

  bool found() const { return !mentions.empty(); }
  /// Finds what names them: handles (text/mask.h), long ids, names of two or more words or with a digit (a single first
  /// name would hide others), addresses. The addresses of their posts are `posts`.
  text::Masker masker() const;
  /// Keyed hashes for the opt-out list.
  std::set<std::string> keys(const privacy::Keys& keys) const;
};

/// A subject of the vault, opened.
struct KnownAuthor {
  std::string ref, network;
  Author author;
};
/// Everybody the vault knows. Inside the caller's transaction; takes about a second per 100,000.
Result<std::vector<KnownAuthor>> known_authors(soci::session& sql, const privacy::Keys& keys);

/// `who` is an id of the network, a handle (with or without @) or the address of a profile. A person who is not stored
/// is no error: found() is false then. Error value: a handle that several accounts had; the id is needed.
Result<Person> find_person(soci::session& sql, const privacy::Keys& keys, const std::string& network,
                           const std::string& who, const std::vector<KnownAuthor>& known);

/// The same by the hashes of an erasure ledger; nobody found is no error.
Result<Person> person_of_keys(soci::session& sql, const privacy::Keys& keys, const std::string& network,
                              const std::set<std::string>& hashes, const std::vector<KnownAuthor>& known);

inline constexpr std::size_t kLongestName = 3;  ///< words of a name that spoken_hashes() knows
/// Hashes of how others may speak of the person: handles, the telling part of ids, names of two or three words.
std::set<std::string> spoken_hashes(const Person& person, const privacy::Keys& keys);

/// What an opt-out is filed under, as ingest asks for it.
std::string stable_of(const Author& author);

}  // namespace resonanz::govern
