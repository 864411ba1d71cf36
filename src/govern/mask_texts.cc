#include <sstream>

#include "govern/erase.h"
#include "govern/set_aside.h"
#include "ingest/mentions.h"

namespace resonanz::govern {
namespace {

/// Addresses of the person's posts, in what others wrote: "http…" up to a space, a quote or a bracket.
bool mask_addresses(std::string& text, const std::unordered_set<std::string>& posts) {
  bool found = false;
  for (auto at = text.find("http"); at != std::string::npos; at = text.find("http", at + 4)) {
    auto end = std::min(text.find_first_of(" \n\t\"'<>)]", at), text.size());
    while (end > at && (text[end - 1] == '.' || text[end - 1] == ',')) --end;
    if (!posts.contains(text.substr(at, end - at))) continue;
    std::fill(text.begin() + static_cast<std::ptrdiff_t>(at), text.begin() + static_cast<std::ptrdiff_t>(end), '*');
    found = true;
  }
  return found;
}

bool mask_one(std::string& text, const Person& person, const text::Masker& masker) {
  if (text.empty()) return false;
  bool found = mask_addresses(text, person.posts);
  if (auto masked = masker.mask(text)) text = std::move(*masked), found = true;
  return found;
}

/// A reference: masked it would point nowhere, so it goes.
bool clear_one(std::string& reference, const Person& person, const text::Masker& masker) {
  if (reference.empty() || !(person.posts.contains(reference) || masker.finds(reference))) return false;
  reference.clear();
  return true;
}

bool mask_post(Post& post, const Person& person, const text::Masker& masker) {
  bool found = false;
  for (auto* text : {&post.title, &post.text, &post.html, &post.url}) found |= mask_one(*text, person, masker);
  for (auto* reference : {&post.in_reply_to, &post.thread, &post.reply_ref})
    found |= clear_one(*reference, person, masker);
  for (auto* list : {&post.mentions, &post.links})
    for (auto& text : *list) found |= mask_one(text, person, masker);
  return found;
}

/// A column of free text; `key` is its table's number.
void mask_column(Erasure& e, const std::string& table, const std::string& key, const std::string& column,
                 const std::string& where = "1") {
  std::vector<std::pair<Id, std::string>> changed;
  {
    Id id = 0;
    std::string text;
    soci::statement query =
        (e.sql.prepare << fmt::format("SELECT {}, {} FROM {} WHERE {} <> '' AND {}", key, column, table, column, where),
         soci::into(id), soci::into(text));
    query.execute();
    while (query.fetch())
      if (std::string masked = text; mask_one(masked, e.person, e.masker)) changed.emplace_back(id, std::move(masked));
  }
  for (const auto& [id, text] : changed)
    e.sql << fmt::format("UPDATE {} SET {} = :t WHERE {} = :id", table, column, key), soci::use(text), soci::use(id);
  e.counts[table] += static_cast<std::int64_t>(changed.size());
}

/// Lists hold handles and words, one a line: the person's lines leave.
void take_out_of_lists(Erasure& e) {
  std::vector<std::pair<Id, std::string>> changed;
  {
    Id id = 0;
    std::string items;
    soci::statement query = (e.sql.prepare << "SELECT id, items FROM lists", soci::into(id), soci::into(items));
    query.execute();
    while (query.fetch()) {
      std::istringstream in(items);
      std::string kept;
      for (std::string line; std::getline(in, line);)
        if (!e.masker.finds(line)) kept += line + "\n";
      if (kept != items) changed.emplace_back(id, std::move(kept));
    }
  }
  for (const auto& [id, items] : changed)
    e.sql << "UPDATE lists SET items = :i WHERE id = :id", soci::use(items), soci::use(id);
  e.counts["lists"] += static_cast<std::int64_t>(changed.size());
}

/// What is set aside of people under restriction may speak of this one.
Status mask_set_aside(Erasure& e) {
  const ingest::Mentions mentions(e.keys);
  std::vector<Id> ids;
  {
    Id id = 0;
    soci::statement query = (e.sql.prepare << "SELECT mention_id FROM set_aside", soci::into(id));
    query.execute();
    while (query.fetch()) ids.push_back(id);
  }
  for (const Id id : ids) {
    TRY(auto mention, open_aside(e.sql, e.keys, id));
    if (!mask_post(mention.post, e.person, e.masker)) continue;
    CHECK_OK(seal_aside(e.sql, e.keys, mention, e.now));
    ++e.counts["set_aside"];
  }
  return done();
}

}  // namespace

Result<std::vector<Id>> posts_naming(soci::session& sql, const privacy::Keys& keys, const Person& person,
                                     const text::Masker& masker, Id after) {
  std::vector<Id> out;
  const std::set<Id> own(person.mentions.begin(), person.mentions.end());
  const auto status = ingest::Mentions(keys).scan(
      sql,
      [&](const ingest::Mention& mention) {
        if (own.contains(mention.id)) return true;
        Post post = mention.post;
        if (mask_post(post, person, masker)) out.push_back(mention.id);
        return true;
      },
      after);
  if (!status) return status.error();
  return out;
}

Status mask_texts(Erasure& e, const std::vector<Id>& others) {
  ingest::Mentions mentions(e.keys);
  for (const Id id : others) {
    auto mention = mentions.load(e.sql, id);
    if (!mention || mention->deleted_at || !mask_post(mention->post, e.person, e.masker)) continue;
    CHECK_OK(mentions.rewrite(e.sql, *mention));
    ++e.counts["mentions_of_others"];
  }
  mask_column(e, "cases", "id", "draft_text");
  mask_column(e, "case_events", "id", "text");
  mask_column(e, "promises", "id", "text");
  mask_column(e, "audit_notes", "audit_id", "text");
  for (const char* column : {"text", "url", "native_id", "error_detail"}) mask_column(e, "outbox", "id", column);
  for (const char* column : {"gap", "error_detail"}) mask_column(e, "cursors", "source_id", column);
  mask_column(e, "cursors", "source_id", "value", "source_id IN (SELECT id FROM sources WHERE deleted_at IS NOT NULL)");
  mask_column(e, "sources", "id", "settings", "deleted_at IS NOT NULL");
  mask_column(e, "queries", "id", "query", "deleted_at IS NOT NULL");
  for (const char* column : {"name", "query"}) mask_column(e, "query_versions", "id", column);
  for (const auto& [table, column] : crisis_texts()) mask_column(e, table, "id", column);
  take_out_of_lists(e);
  return mask_set_aside(e);
}

std::vector<Remaining> still_naming(soci::session& sql, const text::Masker& masker) {
  std::vector<Remaining> out;
  for (const auto& [place, column] :
       {std::pair("sources", "settings || name"), std::pair("queries", "query || name")}) {
    Id id = 0;
    std::string text;
    soci::statement query =
        (sql.prepare << fmt::format("SELECT id, {} FROM {} WHERE deleted_at IS NULL", column, place), soci::into(id),
         soci::into(text));
    query.execute();
    while (query.fetch())
      if (masker.finds(text)) out.push_back({place, id});
  }
  return out;
}

}  // namespace resonanz::govern
