#include "ingest/mentions.h"

#include <boost/json.hpp>

#include "model/post_json.h"

namespace resonanz::ingest {
namespace {

/// The part of a post that leads to a person: everything but the text and what lists filter by.
std::string sealed_part(const Post& post) {
  Post part = post;
  part.title.clear();
  part.text.clear();
  boost::json::object out{{"post", write_post(part)}, {"ref", post.reply_ref}};
  return boost::json::serialize(out);
}

Result<Post> open_part(std::string_view json) {
  boost::system::error_code error;
  const auto value = boost::json::parse(json, error);
  if (error || !value.is_object()) return fail(Errc::keys, "a sealed value is damaged");
  thread_local PostReader reader;
  TRY(Post post, reader.read(value.at("post").as_string()));
  post.reply_ref = value.at("ref").as_string();
  return post;
}

std::string write_spans(const std::vector<Span>& spans) {
  std::string out;
  for (const Span& span : spans)
    out += fmt::format("{}{}{}-{}", out.empty() ? "" : " ", span.in_title ? "t" : "b", span.begin, span.end);
  return out;
}

}  // namespace

std::vector<Span> read_spans(const std::string& text) {
  std::vector<Span> spans;
  const char* at = text.c_str();
  while (*at == 't' || *at == 'b') {
    char* end;
    Span span;
    span.in_title = *at == 't';
    span.begin = std::strtoull(at + 1, &end, 10);
    span.end = std::strtoull(end + 1, &end, 10);
    spans.push_back(span);
    at = *end == ' ' ? end + 1 : end;
  }
  return spans;
}

std::string seal_post(const privacy::SubjectKey& key, const Post& post) {
  return privacy::Keys::seal(key, sealed_part(post));
}

Result<Post> open_sealed(const privacy::SubjectKey& key, const std::string& sealed) {
  TRY(const std::string plain, privacy::Keys::open(key, sealed));
  return open_part(plain);
}

Result<std::string> Mentions::seal(soci::session& sql, const Mention& mention) {
  TRY(const auto key,
      vault_.key_for(sql, mention.source, mention.author_ref, mention.post.author, mention.received_at));
  return seal_post(key, mention.post);
}

Status Mentions::insert(soci::session& sql, Mention& m) {
  TRY(const std::string sealed, seal(sql, m));
  const std::string native = keys_.native_key(m.source, m.post.id);
  const std::string reply = m.post.in_reply_to.empty() ? "" : keys_.native_key(m.source, m.post.in_reply_to);
  const std::string kind(name_of(m.post.kind));
  const TimeUs created = std::min(m.post.created_at.value_or(m.received_at), m.received_at),
               edited = m.post.edited_at.value_or(0);
  auto edited_set = m.post.edited_at ? soci::i_ok : soci::i_null;
  sql << "INSERT INTO mentions (id, source_id, native_key, revision, purpose, conversation_id, reply_key, author_ref, "
         "network, kind, lang, created_at, edited_at, received_at, title, text, html, sealed) VALUES "
         "(:id, :s, :n, :rev, :p, :c, :reply, :a, :net, :kind, :lang, :created, :edited, :received, :title, :text, :html, :sealed)",
      soci::use(m.id), soci::use(m.source), soci::use(native), soci::use(m.revision), soci::use(m.purpose),
      soci::use(m.conversation), soci::use(reply), soci::use(m.author_ref), soci::use(m.post.network), soci::use(kind),
      soci::use(m.post.lang), soci::use(created), soci::use(edited, edited_set), soci::use(m.received_at),
      soci::use(m.post.title), soci::use(m.post.text), soci::use(m.post.html), soci::use(sealed);
  replace_matches(sql, m);
  return done();
}

Status Mentions::update(soci::session& sql, Mention& m) {
  TRY(const std::string sealed, seal(sql, m));
  const TimeUs edited = m.post.edited_at.value_or(m.received_at);
  sql << "UPDATE mentions SET revision = :rev, lang = :lang, edited_at = :edited, title = :title, text = :text, "
         "html = :html, sealed = :sealed WHERE id = :id",
      soci::use(m.revision), soci::use(m.post.lang), soci::use(edited), soci::use(m.post.title), soci::use(m.post.text),
      soci::use(m.post.html), soci::use(sealed), soci::use(m.id);
  replace_matches(sql, m);
  return done();
}

void Mentions::mark_edited(soci::session& sql, Id id, TimeUs now) {
  const Id place = next_id(now);
  sql << "INSERT OR REPLACE INTO mention_edits (id, mention_id) VALUES (:p, :m)", soci::use(place), soci::use(id);
}

Status Mentions::rewrite(soci::session& sql, const Mention& m) {
  TRY(const auto key, vault_.key_of(sql, m.author_ref));
  const std::string sealed = seal_post(key, m.post);
  const std::string reply = m.post.in_reply_to.empty() ? "" : keys_.native_key(m.source, m.post.in_reply_to);
  sql << "UPDATE mentions SET title = :title, text = :text, html = :html, sealed = :sealed, reply_key = :reply WHERE id = :id",
      soci::use(m.post.title), soci::use(m.post.text), soci::use(m.post.html), soci::use(sealed), soci::use(reply),
      soci::use(m.id);
  return done();
}

Status Mentions::restore(soci::session& sql, const Mention& mention) {
  CHECK_OK(rewrite(sql, mention));
  sql << "UPDATE mentions SET deleted_at = NULL WHERE id = :id", soci::use(mention.id);
  replace_matches(sql, mention);
  return done();
}

void Mentions::remove(soci::session& sql, Id id, TimeUs now) {
  sql << "DELETE FROM set_aside WHERE mention_id = :id", soci::use(id);
  sql << "UPDATE mentions SET title = '', text = '', html = '', sealed = '', deleted_at = :now WHERE id = :id",
      soci::use(now), soci::use(id);
  sql << "DELETE FROM mention_matches WHERE mention_id = :id", soci::use(id);
  sql << "DELETE FROM mention_tags WHERE mention_id = :id", soci::use(id);
}

void Mentions::replace_matches(soci::session& sql, const Mention& mention) {
  sql << "DELETE FROM mention_matches WHERE mention_id = :id", soci::use(mention.id);
  for (const Match& match : mention.matches) put_match(sql, mention.id, match);
  sql << "INSERT OR IGNORE INTO mention_revisions (mention_id, revision) VALUES (:m, :r)", soci::use(mention.id),
      soci::use(mention.revision);
}

void Mentions::put_match(soci::session& sql, Id mention, const Match& match) {
  const std::string spans = write_spans(match.spans);
  const double about = match.about.value_or(0);
  auto about_set = match.about ? soci::i_ok : soci::i_null;
  const int hidden = match.is_hidden ? 1 : 0;
  sql << "INSERT INTO mention_matches (mention_id, query_id, spans, sentiment, about, hidden) VALUES (:m, :q, :s, :t, :a, "
         ":h) ON CONFLICT (mention_id, query_id) DO UPDATE SET spans = excluded.spans, sentiment = excluded.sentiment, "
         "about = excluded.about, hidden = excluded.hidden",
      soci::use(mention), soci::use(match.query), soci::use(spans), soci::use(match.sentiment),
      soci::use(about, about_set), soci::use(hidden);
}

void Mentions::remove_match(soci::session& sql, Id mention, Id query) {
  sql << "DELETE FROM mention_matches WHERE mention_id = :m AND query_id = :q", soci::use(mention), soci::use(query);
}

Id Mentions::find(soci::session& sql, Id source, const std::string& native_key) const {
  Id id = 0;
  sql << "SELECT id FROM mentions WHERE source_id = :s AND native_key = :n", soci::use(source), soci::use(native_key),
      soci::into(id);
  return id;
}

bool Mentions::knows_revision(soci::session& sql, Id mention, const std::string& revision) const {
  int count = 0;
  sql << "SELECT count(*) FROM mention_revisions WHERE mention_id = :m AND revision = :r", soci::use(mention),
      soci::use(revision), soci::into(count);
  return count > 0;
}

void Mentions::read_matches(soci::session& sql, Mention& mention) const {
  Match match;
  std::string spans;
  int hidden = 0;
  soci::statement query =
      (sql.prepare << "SELECT query_id, spans, sentiment, hidden FROM mention_matches WHERE mention_id = :m",
       soci::use(mention.id), soci::into(match.query), soci::into(spans), soci::into(match.sentiment),
       soci::into(hidden));
  query.execute();
  while (query.fetch()) {
    match.spans = read_spans(spans);
    match.is_hidden = hidden != 0;
    mention.matches.push_back(match);
  }
}

void Mentions::read_tags(soci::session& sql, Mention& mention) const {
  TagMark mark;
  int given = 0;
  soci::statement query = (sql.prepare << "SELECT query_id, given FROM mention_tags WHERE mention_id = :m",
                           soci::use(mention.id), soci::into(mark.query), soci::into(given));
  query.execute();
  while (query.fetch()) {
    mark.given = given != 0;
    mention.tags.push_back(mark);
  }
}

Result<std::vector<Mention>> Mentions::select(soci::session& sql, const std::string& where, Id argument,
                                              const std::function<bool(const Mention&)>& each) const {
  std::vector<Mention> out;
  Mention row;
  std::string kind, title, text, html, sealed, network, lang, source_lang;
  TimeUs created = 0, edited = 0, deleted = 0;
  soci::indicator edited_set, deleted_set;
  soci::statement query =
      (sql.prepare
           << "SELECT m.id, m.source_id, m.conversation_id, m.purpose, m.author_ref, m.revision, m.received_at, "
              "m.deleted_at, m.network, m.kind, m.lang, m.created_at, m.edited_at, m.title, m.text, m.html, m.sealed, "
              "s.language FROM mentions m JOIN sources s ON s.id = m.source_id " +
                  where,
       soci::use(argument), soci::into(row.id), soci::into(row.source), soci::into(row.conversation),
       soci::into(row.purpose), soci::into(row.author_ref), soci::into(row.revision), soci::into(row.received_at),
       soci::into(deleted, deleted_set), soci::into(network), soci::into(kind), soci::into(lang), soci::into(created),
       soci::into(edited, edited_set), soci::into(title), soci::into(text), soci::into(html), soci::into(sealed),
       soci::into(source_lang));
  query.execute();
  while (query.fetch()) {
    Mention mention = row;
    if (deleted_set == soci::i_ok) mention.deleted_at = deleted;
    if (!sealed.empty()) {
      auto key = vault_.key_of(sql, mention.author_ref);
      if (key) {
        TRY(mention.post, open_sealed(*key, sealed));
      } else if (key.error().code != Errc::not_found) {
        return key.error();
      }
    }
    mention.post.network = network;
    mention.post.kind = post_kind_from(kind).value_or(PostKind::post);
    mention.post.lang = lang;
    mention.post.source_lang = source_lang;
    mention.post.created_at = created;
    if (edited_set == soci::i_ok) mention.edited_at = edited;
    mention.post.title = title;
    mention.post.text = text;
    mention.post.html = html;
    read_matches(sql, mention);
    read_tags(sql, mention);
    if (!each) out.push_back(std::move(mention));
    else if (!each(mention)) break;
  }
  return out;
}

Result<Mention> Mentions::load(soci::session& sql, Id id) const {
  TRY(auto found, select(sql, "WHERE m.id = :id", id, {}));
  if (found.empty()) return fail(Errc::not_found);
  return std::move(found.front());
}

Result<std::vector<Mention>> Mentions::of_conversation(soci::session& sql, Id conversation) const {
  return select(sql, "WHERE m.conversation_id = :c ORDER BY m.created_at, m.id", conversation, {});
}

Status Mentions::scan(soci::session& sql, const std::function<bool(const Mention&)>& each, Id after) const {
  auto walked =
      select(sql, "WHERE m.deleted_at IS NULL AND m.id > :after ORDER BY m.created_at DESC, m.id DESC", after, each);
  return walked ? done() : Status(walked.error());
}

}  // namespace resonanz::ingest
