#include "govern/person.h"

#include "ingest/mentions.h"
#include "privacy/vault.h"
#include "text/fold.h"

namespace resonanz::govern {
namespace {

constexpr std::size_t kTellingId = 12;  // a shorter one may be any number

std::string handle_form(std::string_view text) {
  while (text.starts_with('@')) text.remove_prefix(1);
  return text::fold_case(text);
}

bool is_called(const Author& author, const std::string& who, const std::string& handle) {
  return (!author.id.empty() && author.id == who) || (!author.handle.empty() && handle_form(author.handle) == handle) ||
         (!author.url.empty() && author.url == who) ||
         (author.id.empty() && author.handle.empty() && author.name == who);
}

void learn(Person& person, const Author& author) {
  const auto keep = [](std::set<std::string>& in, const std::string& text) {
    if (!text.empty()) in.insert(text);
  };
  keep(person.ids, author.id);
  keep(person.handles, author.handle);
  keep(person.names, author.name);
  keep(person.urls, author.url);
  keep(person.urls, author.avatar);
  if (const auto stable = stable_of(author); !stable.empty()) person.stable.insert(stable);
}

/// References of every source in every quarter in which it may have heard something.
void add_references(soci::session& sql, const privacy::Keys& keys, Person& person) {
  TimeUs first = 0, last = 0;
  soci::indicator any;
  sql << "SELECT MIN(t), MAX(t) FROM (SELECT MIN(received_at) t FROM mentions UNION SELECT MAX(received_at) FROM mentions "
         "UNION SELECT MIN(created_at) FROM sources UNION SELECT MAX(created_at) FROM sources)",
      soci::into(first, any), soci::into(last, any);
  if (any != soci::i_ok) return;
  Id source = 0;
  soci::statement query = (sql.prepare << "SELECT id FROM sources", soci::into(source));
  query.execute();
  while (query.fetch())
    for (TimeUs at = first; at < last + 91 * kDayUs; at += 30 * kDayUs)
      for (const auto& stable : person.stable) person.refs.insert(keys.author_ref(source, at, stable));
}

/// Their posts; each may tell an older name of theirs.
Status add_mentions(soci::session& sql, const privacy::Keys& keys, Person& person) {
  const ingest::Mentions mentions(keys);
  for (const auto& ref : person.refs) {
    std::vector<Id> ids;
    {
      Id id = 0;
      soci::statement query = (sql.prepare << "SELECT id FROM mentions WHERE author_ref = :r AND network = :n",
                               soci::use(ref), soci::use(person.network), soci::into(id));
      query.execute();
      while (query.fetch()) ids.push_back(id);
    }
    for (const Id id : ids) {
      person.mentions.push_back(id);
      auto mention = mentions.load(sql, id);
      if (!mention || mention->deleted_at) continue;
      learn(person, mention->post.author);
      for (const auto& text : {mention->post.id, mention->post.url})
        if (!text.empty()) person.posts.insert(text);
    }
  }
  return done();
}

}  // namespace

std::string stable_of(const Author& author) {
  if (!author.id.empty()) return author.id;
  if (!author.handle.empty()) return "handle:" + author.handle;
  return author.name.empty() ? "" : "name:" + author.name;
}

text::Masker Person::masker() const {
  text::Masker masker;
  for (const auto& text : urls) masker.add_text(text);
  for (const auto& text : ids)
    if (text.size() >= kTellingId) masker.add_text(text);
  for (const auto& text : handles) masker.add_handle(text);
  for (const auto& text : names)
    if (text.find(' ') != std::string::npos || text.find_first_of("0123456789") != std::string::npos)
      masker.add_word(text);
  return masker;
}

std::set<std::string> Person::keys(const privacy::Keys& keys) const {
  std::set<std::string> out;
  for (const auto& text : stable) out.insert(keys.person_key(network, text));
  return out;
}

Result<std::vector<KnownAuthor>> known_authors(soci::session& sql, const privacy::Keys& keys) {
  std::vector<KnownAuthor> out;
  KnownAuthor row;
  std::string wrapped, sealed;
  soci::statement query =
      (sql.prepare << "SELECT s.author_ref, s.key_wrapped, s.vault_sealed, m.network FROM subjects s "
                      "JOIN (SELECT DISTINCT author_ref, network FROM mentions) m ON m.author_ref = s.author_ref",
       soci::into(row.ref), soci::into(wrapped), soci::into(sealed), soci::into(row.network));
  query.execute();
  while (query.fetch()) {
    TRY(const privacy::SubjectKey key, keys.unwrap(wrapped));
    TRY(const std::string plain, privacy::Keys::open(key, sealed));
    row.author = privacy::read_author(plain);
    out.push_back(row);
  }
  return out;
}

namespace {

/// The same account under earlier names, its references and its posts.
Status complete(soci::session& sql, const privacy::Keys& keys, Person& person, const std::vector<KnownAuthor>& known) {
  const auto ids = person.ids;
  for (const auto& row : known)
    if (row.network == person.network && ids.contains(row.author.id)) learn(person, row.author);
  add_references(sql, keys, person);
  CHECK_OK(add_mentions(sql, keys, person));
  // What others have as well, a name or the page of a company, names nobody alone: it stays where others wrote it.
  for (const auto& row : known) {
    if (person.refs.contains(row.ref)) continue;
    person.names.erase(row.author.name);
    person.urls.erase(row.author.url);
    person.urls.erase(row.author.avatar);
  }
  return done();
}

}  // namespace

Result<Person> find_person(soci::session& sql, const privacy::Keys& keys, const std::string& network,
                           const std::string& who, const std::vector<KnownAuthor>& known) {
  Person person;
  person.network = network;
  const std::string handle = handle_form(who);
  for (const auto& row : known)
    if (row.network == network && is_called(row.author, who, handle)) learn(person, row.author);
  if (person.ids.size() > 1 && !person.ids.contains(who))
    return fail(Errc::value,
                fmt::format("{} accounts had this handle; name the id of the one that is meant", person.ids.size()));
  if (person.stable.empty()) {  // nobody we know: all that the word itself can mean
    person.stable = {who, "handle:" + handle, "name:" + who};
    (who.find(':') == std::string::npos ? person.handles : person.ids)
        .insert(who.starts_with('@') ? who.substr(1) : who);
  }
  CHECK_OK(complete(sql, keys, person, known));
  return person;
}

Result<Person> person_of_keys(soci::session& sql, const privacy::Keys& keys, const std::string& network,
                              const std::set<std::string>& hashes, const std::vector<KnownAuthor>& known) {
  Person person;
  person.network = network;
  for (const auto& row : known)
    if (row.network == network && hashes.contains(keys.person_key(network, stable_of(row.author))))
      learn(person, row.author);
  CHECK_OK(complete(sql, keys, person, known));
  return person;
}

std::set<std::string> spoken_hashes(const Person& person, const privacy::Keys& keys) {
  std::set<std::string> out;
  const auto add = [&](const std::string& text) {
    if (!text.empty()) out.insert(keys.person_key("spoken", text));
  };
  for (const auto& handle : person.handles) add(text::fold_case(handle));
  for (const auto& id : person.ids)
    for (const auto& run : text::handle_runs(id))
      if (run.size() >= 8) add(run);
  for (const auto& name : person.names)
    if (const auto words = text::handle_runs(name); words.size() > 1 && words.size() <= kLongestName)
      add(fmt::format("{}", fmt::join(words, " ")));
  return out;
}

}  // namespace resonanz::govern
