// After a restore or a crash: what the erasure ledger knows and this store does not is carried out from hashes alone.
#include <algorithm>

#include "govern/desk.h"
#include "govern/erase.h"
#include "ingest/mentions.h"

namespace resonanz::govern {
namespace {

/// Words, and neighbours of them, that the hashes of an erasure know.
class Listener {
 public:
  Listener(const privacy::Keys& keys, const std::set<std::string>& hashes) : keys_(keys), hashes_(hashes) {}

  void hear(std::string_view text) {
    const auto words = text::handle_runs(text);
    for (std::size_t i = 0; i < words.size(); ++i) {
      std::string together;
      for (std::size_t n = 0; n < kLongestName && i + n < words.size(); ++n) {
        together += (n > 0 ? " " : "") + words[i + n];
        if (seen_.insert(together).second && hashes_.contains(keys_.person_key("spoken", together)))
          found_.insert(together);
        if (seen_.size() > kMemory) seen_.clear();
      }
    }
  }
  const std::set<std::string>& found() const { return found_; }

 private:
  static constexpr std::size_t kMemory = 1'000'000;
  const privacy::Keys& keys_;
  const std::set<std::string>& hashes_;
  std::unordered_set<std::string> seen_;
  std::set<std::string> found_;
};

constexpr const char* kFreeTexts[] = {
    "SELECT draft_text FROM cases",
    "SELECT text FROM case_events",
    "SELECT text FROM promises",
    "SELECT text FROM audit_notes",
    "SELECT text || ' ' || url || ' ' || native_id || ' ' || error_detail FROM outbox",
    "SELECT items FROM lists",
    "SELECT gap || ' ' || error_detail FROM cursors"};

/// A restriction that was ended is not carried out again, even where its row has expired.
bool is_released_later(const std::vector<LedgerEntry>& entries, const LedgerEntry& restriction) {
  return std::any_of(entries.begin(), entries.end(), [&](const LedgerEntry& later) {
    return later.kind == "release" && later.at >= restriction.at && later.network == restriction.network &&
           later.keys == restriction.keys;
  });
}

}  // namespace

/// Others may speak of somebody of whom this store has no post.
Status Desk::add_spoken(soci::session& sql, const LedgerEntry& entry, Person& person) {
  if (entry.handles.empty()) return done();
  Listener listener(parts_.keys, entry.handles);
  CHECK_OK(ingest::Mentions(parts_.keys).scan(sql, [&](const ingest::Mention& m) {
    for (const auto* text : {&m.post.title, &m.post.text, &m.post.html, &m.post.in_reply_to, &m.post.thread})
      listener.hear(*text);
    for (const auto* list : {&m.post.mentions, &m.post.links})
      for (const auto& text : *list) listener.hear(text);
    return true;
  }));
  const auto hear_all = [&](const std::string& select) {
    std::string text;
    soci::statement query = (sql.prepare << select, soci::into(text));
    query.execute();
    while (query.fetch()) listener.hear(text);
  };
  for (const char* select : kFreeTexts) hear_all(select);
  for (const auto& [table, column] : crisis_texts()) hear_all(fmt::format("SELECT {} FROM {}", column, table));
  for (const auto& word : listener.found())
    (word.find(' ') == std::string::npos ? person.handles : person.names).insert(word);
  return done();
}

Result<Request> Desk::apply(const LedgerEntry& entry) {
  const auto find = [&](soci::session& sql) -> Result<Person> {
    TRY(const auto known, known_authors(sql, parts_.keys));
    TRY(Person person, person_of_keys(sql, parts_.keys, entry.network, entry.keys, known));
    if (entry.kind == "erase") CHECK_OK(add_spoken(sql, entry, person));
    return person;
  };
  if (entry.kind == "erase") {
    TRY(const Found found, look_around(find));
    return erase_found(entry, found, "system");
  }
  TRY(const Person person, parts_.db.read(find));
  if (entry.kind == "restrict" || entry.kind == "release") return change_restriction(entry, person, "system");
  return carry_out(entry, "system", [&](soci::session& sql, Request& request) -> Status {
    for (const auto& key : entry.keys)
      sql << "INSERT INTO optouts (person_key, network, created_at) VALUES (:k, :n, :t) ON CONFLICT (person_key) DO NOTHING",
          soci::use(key), soci::use(entry.network), soci::use(entry.at);
    request.found = person.found();
    return done();
  });
}

Result<int> Desk::catch_up() {
  TRY(const auto entries, parts_.ledger.read());
  TRY(const auto known, parts_.db.read([](soci::session& sql) -> Result<std::set<std::string>> {
    std::set<std::string> out;
    std::string entry;
    soci::statement query = (sql.prepare << "SELECT entry FROM privacy_requests", soci::into(entry));
    query.execute();
    while (query.fetch()) out.insert(entry);
    return out;
  }));
  int count = 0;
  for (const auto& entry : entries) {
    if (known.contains(entry.id) || (entry.kind == "restrict" && is_released_later(entries, entry))) continue;
    if (count == 0) parts_.settle();  // items that wait in the journal are posts first
    TRY(const Request request, apply(entry));
    ++count;
  }
  return count;
}

}  // namespace resonanz::govern
