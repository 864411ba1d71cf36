#pragma once
// The vault of names. A subject is one author on one source in one quarter; their key seals everything that names them.

#include <soci/soci.h>

#include <string>

#include "model/post.h"
#include "privacy/keys.h"

namespace resonanz::privacy {

/// Stateless but for the keys; every call runs inside the caller's transaction.
class Vault {
 public:
  explicit Vault(const Keys& keys) : keys_(keys) {}

  /// The subject's key, made with its first use. `author` is what the vault keeps (id, handle, name, avatar, url); of
  /// somebody known it keeps what `author` does not say.
  Result<SubjectKey> key_for(soci::session& sql, Id source, const std::string& author_ref, const Author& author,
                             TimeUs now) const;
  /// Errc::not_found where the subject was erased.
  Result<SubjectKey> key_of(soci::session& sql, const std::string& author_ref) const;
  /// The sealed name. For the api, only after a recorded reveal.
  Result<Author> author(soci::session& sql, const std::string& author_ref) const;
  /// Destroys key and name: what was sealed with the key is unreadable from then on.
  void erase(soci::session& sql, const std::string& author_ref) const;

 private:
  const Keys& keys_;
};

/// Does this name nobody? Some networks bring an id in place of a handle.
bool is_only_an_id(const Author& author);

std::string write_author(const Author& author);
Author read_author(std::string_view json);

}  // namespace resonanz::privacy
