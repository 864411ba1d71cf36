#include "govern/set_aside.h"

#include <boost/json.hpp>

#include "ingest/mentions.h"
#include "model/post_json.h"
#include "privacy/vault.h"

namespace resonanz::govern {
namespace {

namespace json = boost::json;

json::array write_matches(const std::vector<ingest::Match>& matches) {
  json::array out;
  for (const auto& match : matches) {
    json::array spans;
    for (const auto& span : match.spans) spans.push_back(json::array{span.in_title, span.begin, span.end});
    out.push_back(json::object{{"query", match.query}, {"spans", spans}});
  }
  return out;
}

std::vector<ingest::Match> read_matches(const json::array& in) {
  std::vector<ingest::Match> out;
  for (const auto& item : in) {
    ingest::Match match{item.at("query").to_number<Id>(), {}};
    for (const auto& span : item.at("spans").as_array())
      match.spans.push_back(
          {span.at(0).as_bool(), span.at(1).to_number<std::size_t>(), span.at(2).to_number<std::size_t>()});
    out.push_back(std::move(match));
  }
  return out;
}

std::string write_aside(const ingest::Mention& m) {
  return json::serialize(json::object{{"post", write_post(m.post)},
                                      {"html", m.post.html},
                                      {"ref", m.post.reply_ref},
                                      {"matches", write_matches(m.matches)}});
}

Status read_aside(const std::string& plain, ingest::Mention& m) {
  boost::system::error_code error;
  const auto value = json::parse(plain, error);
  if (error || !value.is_object()) return fail(Errc::keys, "what was set aside is damaged");
  thread_local PostReader reader;
  TRY(m.post, reader.read(value.at("post").as_string()));
  m.post.html = value.at("html").as_string();
  m.post.reply_ref = value.at("ref").as_string();
  m.matches = read_matches(value.at("matches").as_array());
  return done();
}

}  // namespace

Status seal_aside(soci::session& sql, const privacy::Keys& keys, const ingest::Mention& m, TimeUs now) {
  TRY(const auto key, privacy::Vault(keys).key_of(sql, m.author_ref));
  const std::string sealed = privacy::Keys::seal(key, write_aside(m));
  sql << "INSERT INTO set_aside (mention_id, author_ref, sealed, at) VALUES (:m, :a, :s, :t) "
         "ON CONFLICT (mention_id) DO UPDATE SET sealed = excluded.sealed",
      soci::use(m.id), soci::use(m.author_ref), soci::use(sealed), soci::use(now);
  return done();
}

Result<ingest::Mention> open_aside(soci::session& sql, const privacy::Keys& keys, Id mention) {
  std::string sealed;
  sql << "SELECT sealed FROM set_aside WHERE mention_id = :m", soci::use(mention), soci::into(sealed);
  if (!sql.got_data()) return fail(Errc::not_found);
  TRY(auto m, ingest::Mentions(keys).load(sql, mention));
  TRY(const auto key, privacy::Vault(keys).key_of(sql, m.author_ref));
  TRY(const std::string plain, privacy::Keys::open(key, sealed));
  CHECK_OK(read_aside(plain, m));
  return m;
}

Result<std::int64_t> set_aside(soci::session& sql, const privacy::Keys& keys, const Person& person, TimeUs now) {
  ingest::Mentions mentions(keys);
  std::int64_t count = 0;
  for (const Id id : person.mentions) {
    TRY(const auto mention, mentions.load(sql, id));
    if (mention.deleted_at) continue;
    mentions.remove(sql, id, now);
    CHECK_OK(seal_aside(sql, keys, mention, now));
    sql << "UPDATE conversations SET waiting = 0 WHERE id = :c AND last_mention_id = :m",
        soci::use(mention.conversation), soci::use(id);
    ++count;
  }
  return count;
}

Result<std::int64_t> put_back(soci::session& sql, const privacy::Keys& keys, const Person& person) {
  ingest::Mentions mentions(keys);
  std::int64_t count = 0;
  for (const Id id : person.mentions) {
    auto aside = open_aside(sql, keys, id);
    if (!aside && aside.error().code == Errc::not_found) continue;
    if (!aside) return aside.error();
    CHECK_OK(mentions.restore(sql, *aside));
    sql << "DELETE FROM set_aside WHERE mention_id = :m", soci::use(id);
    ++count;
  }
  return count;
}

}  // namespace resonanz::govern
