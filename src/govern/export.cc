#include "govern/export.h"

#include <boost/json.hpp>

#include "govern/erase.h"
#include "govern/limits.h"
#include "govern/set_aside.h"
#include "ingest/mentions.h"
#include "model/post_json.h"
#include "privacy/vault.h"

namespace resonanz::govern {
namespace {

namespace json = boost::json;

json::value value_of(const soci::row& row, std::size_t i) {
  if (row.get_indicator(i) == soci::i_null) return nullptr;
  switch (row.get_properties(i).get_data_type()) {
    case soci::dt_string:
      return json::value(row.get<std::string>(i));
    case soci::dt_integer:
      return row.get<int>(i);
    case soci::dt_long_long:
      return json::value(static_cast<std::int64_t>(row.get<long long>(i)));
    case soci::dt_double:
      return row.get<double>(i);
    default:
      return nullptr;
  }
}

/// Rows as they are stored; for tables without sealed columns.
json::array rows(soci::session& sql, const std::string& select) {
  json::array out;
  soci::rowset<soci::row> found = (sql.prepare << select);
  for (const soci::row& row : found) {
    json::object item;
    for (std::size_t i = 0; i < row.size(); ++i) item[row.get_properties(i).get_name()] = value_of(row, i);
    out.push_back(std::move(item));
  }
  return out;
}

/// References are hexadecimal digits: safe between quotes.
std::string ref_list(const std::set<std::string>& refs) {
  return refs.empty() ? "('')" : fmt::format("('{}')", fmt::join(refs, "','"));
}

json::value parsed(const std::string& text) {
  boost::system::error_code error;
  auto value = json::parse(text, error);
  return error ? json::value(text) : value;
}

class Exporter {
 public:
  Exporter(soci::session& sql, const privacy::Keys& keys, const Person& person)
      : sql_(sql),
        keys_(keys),
        person_(person),
        masker_(person.masker()),
        posts_(id_list(person.mentions)),
        refs_(ref_list(person.refs)) {
    cases_ = "(SELECT id FROM cases WHERE author_ref IN " + refs_ + " OR mention_id IN " + posts_ + ")";
  }

  Result<json::object> run() {
    CHECK_OK(mentions());
    CHECK_OK(subjects());
    CHECK_OK(queue("quarantine", "detail"));
    CHECK_OK(queue("journal", "problem_detail"));
    plain();
    CHECK_OK(named_by_others());
    for (const Limit& limit : limits())
      if (limit.outside && !places_.contains(limit.table)) places_[limit.table] = json::array{};
    return places_;
  }

 private:
  Status mentions() {
    json::array all, aside;
    for (const Id id : person_.mentions) {
      TRY(auto mention, ingest::Mentions(keys_).load(sql_, id));
      auto kept = open_aside(sql_, keys_, id);
      if (kept) aside.push_back(json::object{{"mention_id", id_text(id)}}), mention = std::move(*kept);
      all.push_back({{"id", id_text(id)},
                     {"source_id", id_text(mention.source)},
                     {"conversation_id", id_text(mention.conversation)},
                     {"purpose", mention.purpose},
                     {"received_at", format_rfc3339(mention.received_at)},
                     {"deleted_at", mention.deleted_at && !kept ? json::value(format_rfc3339(*mention.deleted_at))
                                                                : json::value(nullptr)},
                     {"restricted", kept.ok()},
                     {"post", parsed(write_post(mention.post))}});
    }
    places_["mentions"] = std::move(all);
    places_["set_aside"] = std::move(aside);
    places_["mention_matches"] =
        rows(sql_, "SELECT mention_id, query_id, spans FROM mention_matches WHERE mention_id IN " + posts_);
    places_["mention_tags"] =
        rows(sql_, "SELECT mention_id, query_id, given, at FROM mention_tags WHERE mention_id IN " + posts_);
    places_["mention_revisions"] =
        rows(sql_, "SELECT mention_id, revision FROM mention_revisions WHERE mention_id IN " + posts_);
    places_["conversations"] = rows(sql_,
                                    "SELECT id, source_id, last_at, waiting FROM conversations WHERE id IN "
                                    "(SELECT conversation_id FROM mentions WHERE id IN " +
                                        posts_ + ")");
    return done();
  }

  Status subjects() {
    json::array out;
    const privacy::Vault vault(keys_);
    for (const auto& ref : person_.refs) {
      auto author = vault.author(sql_, ref);
      if (!author && author.error().code == Errc::not_found) continue;
      if (!author) return author.error();
      out.push_back(json::object{{"author_ref", ref}, {"author", parsed(privacy::write_author(*author))}});
    }
    places_["subjects"] = std::move(out);
    return done();
  }

  /// Bytes that could not be read, or not yet, if the person is in them.
  Status queue(const std::string& table, const std::string& detail) {
    json::array out;
    Id id = 0, source = 0;
    TimeUs received = 0;
    std::string payload, native, why;
    soci::statement query =
        (sql_.prepare << fmt::format("SELECT id, source_id, received_at, payload_sealed, native_id_sealed, {} FROM {}",
                                     detail, table),
         soci::into(id), soci::into(source), soci::into(received), soci::into(payload), soci::into(native),
         soci::into(why));
    query.execute();
    while (query.fetch()) {
      TRY(const std::string bytes, keys_.open(privacy::Purpose::journal, payload));
      TRY(const std::string native_id, keys_.open(privacy::Purpose::journal, native));
      if (!masker_.finds(bytes) && !masker_.finds(native_id) && !masker_.finds(why)) continue;
      out.push_back(json::object{{"id", id_text(id)},
                                 {"source_id", id_text(source)},
                                 {"received_at", format_rfc3339(received)},
                                 {"bytes", bytes}});
    }
    places_[table] = std::move(out);
    return done();
  }

  void plain() {
    places_["reveals"] = rows(sql_, "SELECT id, case_id, reason, at FROM reveals WHERE author_ref IN " + refs_);
    places_["cases"] = rows(
        sql_,
        "SELECT id, number, state, opened_at, closed_at, first_answer_at, draft_text FROM cases WHERE id IN " + cases_);
    places_["case_events"] = rows(sql_, "SELECT case_id, at, kind, text FROM case_events WHERE case_id IN " + cases_);
    places_["promises"] =
        rows(sql_, "SELECT case_id, text, due, made_at, kept_at FROM promises WHERE case_id IN " + cases_);
    places_["outbox"] =
        rows(sql_, "SELECT id, case_id, text, lang, state, created_at, sent_at, url FROM outbox WHERE case_id IN " +
                       cases_ + " OR reply_to IN " + posts_);
    const std::string keys = ref_list(person_.keys(keys_));
    places_["optouts"] = rows(sql_, "SELECT network, created_at FROM optouts WHERE person_key IN " + keys);
    places_["restrictions"] = rows(sql_, "SELECT network, created_at FROM restrictions WHERE person_key IN " + keys);
  }

  /// The ids of rows whose text speaks of the person.
  json::array naming(const std::string& select) {
    json::array out;
    Id id = 0;
    std::string text;
    soci::statement query = (sql_.prepare << select, soci::into(id), soci::into(text));
    query.execute();
    while (query.fetch())
      if (masker_.finds(text)) out.push_back(json::object{{"id", id_text(id)}});
    return out;
  }

  /// Where others speak of the person: that, when and where, not what third parties wrote.
  Status named_by_others() {
    TRY(const auto ids, posts_naming(sql_, keys_, person_, masker_, 0));
    places_["mentions_of_others"] =
        rows(sql_, "SELECT id, source_id, network, created_at FROM mentions WHERE id IN " + id_list(ids));
    for (const auto& [place, select] :
         {std::pair("lists", "SELECT id, items FROM lists"),
          std::pair("audit_notes", "SELECT audit_id, text FROM audit_notes"),
          std::pair("sources", "SELECT id, settings || name FROM sources"),
          std::pair("queries", "SELECT id, query || name FROM queries"),
          std::pair("query_versions", "SELECT id, query || name FROM query_versions"),
          std::pair("cursors", "SELECT source_id, value || ' ' || gap || ' ' || error_detail FROM cursors")}) {
      places_[place] = naming(select);
    }
    for (const auto& [table, column] : crisis_texts()) {
      json::array found = naming(fmt::format("SELECT id, {} FROM {}", column, table));
      json::array& all = places_.emplace(table, json::array{}).first->value().as_array();
      all.insert(all.end(), found.begin(), found.end());
    }
    return done();
  }

  soci::session& sql_;
  const privacy::Keys& keys_;
  const Person& person_;
  text::Masker masker_;
  std::string posts_, refs_, cases_;
  json::object places_;
};

json::array texts(const std::set<std::string>& in) { return json::array(in.begin(), in.end()); }

}  // namespace

Result<json::object> write_export(soci::session& sql, const privacy::Keys& keys, const Person& person, TimeUs now) {
  TRY(json::object places, Exporter(sql, keys, person).run());
  json::object kept;
  for (const Limit& limit : limits())
    if (places.contains(limit.table))
      kept[limit.table] = limit.days >= 0       ? fmt::format("{} days from {}", limit.days, limit.from)
                          : !limit.with.empty() ? fmt::format("with {}", limit.with)
                                                : std::string(limit.keep);
  return json::object{{"schema", 1},
                      {"generated_at", format_rfc3339(now)},
                      {"person", json::object{{"network", person.network},
                                              {"ids", texts(person.ids)},
                                              {"handles", texts(person.handles)},
                                              {"names", texts(person.names)},
                                              {"addresses", texts(person.urls)}}},
                      {"places", std::move(places)},
                      {"limits", std::move(kept)}};
}

}  // namespace resonanz::govern
