#include "privacy/vault.h"

#include <boost/json.hpp>

namespace resonanz::privacy {

std::string write_author(const Author& author) {
  boost::json::object out{{"id", author.id},
                          {"handle", author.handle},
                          {"name", author.name},
                          {"url", author.url},
                          {"avatar", author.avatar}};
  if (author.followers) out["followers"] = *author.followers;
  return boost::json::serialize(out);
}

Author read_author(std::string_view json) {
  boost::system::error_code error;
  const auto value = boost::json::parse(json, error);
  Author author;
  if (error || !value.is_object()) return author;
  const auto& in = value.as_object();
  const auto text = [&](std::string_view name) {
    const auto* member = in.if_contains(name);
    return member && member->is_string() ? std::string(member->as_string()) : std::string();
  };
  author.id = text("id");
  author.handle = text("handle");
  author.name = text("name");
  author.url = text("url");
  author.avatar = text("avatar");
  if (const auto* count = in.if_contains("followers"); count && count->is_int64()) author.followers = count->as_int64();
  return author;
}

bool is_only_an_id(const Author& author) {
  return author.name.empty() && (author.handle.empty() || author.handle == author.id);
}

namespace {

/// What a stream says of somebody is often less than what is known already.
Author merged(Author fresh, const Author& known) {
  if (fresh.id != known.id) return fresh;
  if (fresh.handle.empty() || fresh.handle == fresh.id) fresh.handle = known.handle;
  if (fresh.name.empty()) fresh.name = known.name;
  if (fresh.url.empty()) fresh.url = known.url;
  if (fresh.avatar.empty()) fresh.avatar = known.avatar;
  if (!fresh.followers) fresh.followers = known.followers;
  return fresh;
}

}  // namespace

Result<SubjectKey> Vault::key_for(soci::session& sql, Id source, const std::string& author_ref, const Author& author,
                                  TimeUs now) const {
  auto known = key_of(sql, author_ref);
  if (known) {
    if (author.id.empty()) return known;
    TRY(const Author before, this->author(sql, author_ref));
    const std::string sealed = Keys::seal(*known, write_author(merged(author, before)));
    sql << "UPDATE subjects SET vault_sealed = :v WHERE author_ref = :r", soci::use(sealed), soci::use(author_ref);
    return known;
  }
  if (known.error().code != Errc::not_found) return known;
  SubjectKey key = keys_.new_subject_key();
  const std::string sealed = Keys::seal(key, write_author(author));
  sql << "INSERT INTO subjects (author_ref, source_id, key_wrapped, vault_sealed, created_at) "
         "VALUES (:r, :s, :k, :v, :t)",
      soci::use(author_ref), soci::use(source), soci::use(key.wrapped), soci::use(sealed), soci::use(now);
  return key;
}

Result<SubjectKey> Vault::key_of(soci::session& sql, const std::string& author_ref) const {
  std::string wrapped;
  sql << "SELECT key_wrapped FROM subjects WHERE author_ref = :r", soci::use(author_ref), soci::into(wrapped);
  if (!sql.got_data()) return fail(Errc::not_found);
  return keys_.unwrap(wrapped);
}

Result<Author> Vault::author(soci::session& sql, const std::string& author_ref) const {
  std::string wrapped, sealed;
  sql << "SELECT key_wrapped, vault_sealed FROM subjects WHERE author_ref = :r", soci::use(author_ref),
      soci::into(wrapped), soci::into(sealed);
  if (!sql.got_data()) return fail(Errc::not_found);
  TRY(const SubjectKey key, keys_.unwrap(wrapped));
  TRY(const std::string plain, Keys::open(key, sealed));
  return read_author(plain);
}

void Vault::erase(soci::session& sql, const std::string& author_ref) const {
  sql << "DELETE FROM subjects WHERE author_ref = :r", soci::use(author_ref);
}

}  // namespace resonanz::privacy
