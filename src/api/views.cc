#include "api/views.h"

#include "api/place.h"
#include "cases/case_rows.h"
#include "cases/related.h"
#include "ingest/ledger.h"
#include "specs/settings.h"

namespace resonanz::api {
namespace {

json::object spec_of(std::string_view kind) {
  boost::system::error_code error;
  auto value = json::parse(sources::spec_json(kind), error);
  return !error && value.is_object() ? std::move(value.as_object()) : json::object();
}

json::value or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

/// Overlapping hits of several queries become one mark.
json::array spans_json(const ingest::Mention& mention) {
  std::vector<ingest::Span> spans;
  for (const auto& match : mention.matches) spans.insert(spans.end(), match.spans.begin(), match.spans.end());
  std::sort(spans.begin(), spans.end(), [](const auto& a, const auto& b) {
    return std::tuple(!a.in_title, a.begin, a.end) < std::tuple(!b.in_title, b.begin, b.end);
  });
  std::vector<ingest::Span> merged;
  for (const auto& span : spans) {
    if (!merged.empty() && merged.back().in_title == span.in_title && span.begin <= merged.back().end)
      merged.back().end = std::max(merged.back().end, span.end);
    else merged.push_back(span);
  }
  json::array out;
  for (const auto& span : merged)
    out.push_back({{"field", span.in_title ? "title" : "text"}, {"begin", span.begin}, {"end", span.end}});
  return out;
}

json::array media_json(const Post& post) {
  json::array out;
  for (const auto& kind : post.media) out.push_back(json::object{{"kind", kind}});
  return out;
}

template <typename T>
json::value number_or_null(const std::optional<T>& value) {
  return value ? json::value(*value) : json::value(nullptr);
}

Place place_of(const ingest::Mention& post) {
  return {post.post.created_at.value_or(post.received_at), post.received_at};
}
Place place_at(TimeUs here) { return {here, here}; }

}  // namespace

json::object limits_of(std::string_view kind) {
  const json::object spec = spec_of(kind);
  json::object limits = object_or_empty(spec, "limits");
  json::object out{{"unit", "graphemes"}, {"max", nullptr}, {"max_bytes", nullptr}};
  for (const auto& [key, value] : limits) out[key] = value;
  return out;
}

json::array capabilities_of(std::string_view kind) {
  const json::object spec = spec_of(kind);
  const auto* list = spec.if_contains("capabilities");
  return list && list->is_array() ? list->as_array() : json::array();
}

bool can_reply(std::string_view kind) {
  for (const auto& value : capabilities_of(kind))
    if (value == "reply") return true;
  return false;
}

Result<Views> Views::create(Call& call) {
  Views views(call);
  Services& s = call.services;
  TRY(views.workspace_, s.workspace.read());
  TRY(const auto users, s.users.list());
  for (const auto& user : users) views.users_[user.id] = user;
  TRY(views.sources_, s.sources.list());
  TRY(const auto queries, s.queries.list());
  for (const auto& query : queries) views.queries_[query.id] = query;
  return views;
}

const sources::Source* Views::find_source(Id id) const {
  for (const auto& source : sources_)
    if (source.id == id) return &source;
  return nullptr;
}

json::object user_json(const auth::User& user) {
  json::value face = user.has_face ? json::value(fmt::format("/api/users/{}/face?v={}", user.id, user.face_version))
                                   : json::value(nullptr);
  return {{"id", id_text(user.id)},     {"login", user.login}, {"name", user.name},         {"title", user.title},
          {"role", name_of(user.role)}, {"face", face},        {"language", user.language}, {"active", user.active}};
}

json::object user_ref_json(const auth::User& user) {
  const json::object whole = user_json(user);
  return {{"id", whole.at("id")}, {"name", whole.at("name")}, {"title", whole.at("title")}, {"face", whole.at("face")}};
}

json::value Views::user_ref(Id id) const {
  const auto found = users_.find(id);
  return found == users_.end() ? json::value(nullptr) : json::value(user_ref_json(found->second));
}

json::object Views::source_ref(Id id) const {
  const auto* source = find_source(id);
  return {{"id", id_text(id)}, {"name", source ? source->name : ""}, {"kind", source ? source->kind : ""}};
}

json::value Views::coded(const std::optional<Error>& error) const {
  if (!error) return nullptr;
  return coded_sentence(*error, call_->language);
}

/// Open is the person of the case, whatever their reference in this quarter; everybody else in the thread stays sealed.
bool Views::is_open(const ingest::Mention& mention, const std::optional<cases::Case>& the_case) const {
  if (!the_case || mention.deleted_at || !cases::name_is_open(*the_case, call_->now())) return false;
  if (mention.author_ref == the_case->author_ref) return true;
  const Author* person = person_of(*the_case);
  return person && !person->id.empty() && person->id == mention.post.author.id;
}

const Author* Views::person_of(const cases::Case& the_case) const {
  auto known = people_.find(the_case.id);
  if (known == people_.end()) {
    auto found = call_->services.inbox.person(the_case);
    known = people_.emplace(the_case.id, found ? std::optional(std::move(*found)) : std::nullopt).first;
  }
  return known->second ? &*known->second : nullptr;
}

json::object Views::author(const ingest::Mention& mention, const std::optional<cases::Case>& the_case) const {
  if (!is_open(mention, the_case)) return {{"sealed", true}, {"ref4", mention.author_ref.substr(0, 4)}};
  // The vault knows the name that was asked for later, too.
  const Author* person = person_of(*the_case);
  const Author& author = person ? *person : mention.post.author;
  const std::string& name = !author.name.empty() ? author.name : author.handle;
  // Pictures of people are not fetched from the network's hosts: that would tell them who reads.
  return {
      {"sealed", false}, {"name", name}, {"handle", author.handle}, {"avatar", nullptr}, {"url", or_null(author.url)}};
}

json::array Views::queries(const ingest::Mention& mention) const {
  json::array out;
  for (const auto& match : mention.matches)
    if (const auto found = queries_.find(match.query);
        found != queries_.end() && found->second.purpose == listen::Purpose::listen) {
      json::object query = query_ref(found->second);
      query["sentiment"] = or_null(match.sentiment);
      query["about"] = !match.is_hidden;
      out.push_back(std::move(query));
    }
  return out;
}

json::value Views::reading(const std::optional<ingest::StoredReading>& stored) {
  if (!stored) return nullptr;
  const ingest::Reading& r = stored->reading;
  json::object p;
  boost::system::error_code error;
  const auto said = json::parse(r.said, error);
  if (!error && said.is_object())
    for (const auto& [task, value] : said.as_object())
      p[task] = value.is_object() && value.as_object().contains("p") ? value.at("p") : value;
  json::array by_person;
  for (const ingest::Label& label : stored->labels)
    if (label.query == 0) by_person.emplace_back(label.what);
  return json::object{
      {"lang", r.lang},    {"sentiment", or_null(r.sentiment)}, {"intent", or_null(r.intent)}, {"toxic", r.is_toxic},
      {"p", std::move(p)}, {"by_person", std::move(by_person)}};
}

json::object Views::query_ref(const listen::SavedQuery& query) const {
  return {{"id", id_text(query.id)}, {"name", query.name}, {"color", or_null(query.color)}};
}

/// By the tags' queries, unless a person said otherwise.
json::array Views::tags(const ingest::Mention& mention) const {
  std::map<Id, bool> by_person;
  for (const auto& match : mention.matches) by_person.emplace(match.query, false);
  for (const auto& mark : mention.tags) {
    if (mark.given) by_person[mark.query] = true;
    else by_person.erase(mark.query);
  }
  json::array out;
  for (const auto& [id, given] : by_person) {
    const auto found = queries_.find(id);
    if (found == queries_.end() || found->second.purpose != listen::Purpose::tag) continue;
    json::object tag = query_ref(found->second);
    tag["by_person"] = given;
    out.push_back(std::move(tag));
  }
  return out;
}

json::value Views::due(const cases::Row& row) const {
  if (!row.waiting || (row.the_case && row.the_case->first_answer_at)) return nullptr;
  return json::value(format_rfc3339(row.mention.received_at + workspace_.first_answer_minutes * kMinuteUs));
}

json::value Views::case_ref(const cases::Row& row) const {
  if (!row.the_case) return nullptr;
  const auto& c = *row.the_case;
  std::optional<TimeUs> promised;
  const auto promises = call_->services.db.read(
      [&](soci::session& sql) -> Result<std::vector<cases::Promise>> { return cases::promises_of(sql, c.id); });
  if (promises)
    for (const auto& p : *promises)
      if (!p.kept_at && (!promised || p.due < *promised)) promised = p.due;
  return json::object{{"id", id_text(c.id)},
                      {"number", c.number},
                      {"state", name_of(c.state)},
                      {"assignee", user_ref(c.assignee)},
                      {"due", due(row)},
                      {"promise_due", time_or_null(promised)},
                      {"answered", c.first_answer_at.has_value()}};
}

json::object Views::mention(const cases::Row& row) const {
  const auto& m = row.mention;
  const bool open = is_open(m, row.the_case);
  json::array links;
  if (open)
    for (const auto& link : m.post.links) links.emplace_back(link);
  return {{"id", id_text(m.id)},
          {"source", source_ref(m.source)},
          {"network", m.post.network},
          {"kind", name_of(m.post.kind)},
          {"url", open ? m.post.url : ""},
          {"lang", m.post.lang},
          {"created_at", time_or_null(m.post.created_at)},
          {"received_at", format_rfc3339(m.received_at)},
          {"edited_at", time_or_null(m.edited_at)},
          {"title", m.post.title},
          {"text", m.post.text},
          {"html", m.post.html},
          {"spans", spans_json(m)},
          {"queries", queries(m)},
          {"tags", tags(m)},
          {"reading", reading(row.reading)},
          {"counts", json::object{{"likes", number_or_null(m.post.counts.likes)},
                                  {"shares", number_or_null(m.post.counts.shares)},
                                  {"replies", number_or_null(m.post.counts.replies)}}},
          {"media", media_json(m.post)},
          {"links", links},
          {"author", author(m, row.the_case)},
          {"case", case_ref(row)},
          {"due", row.the_case ? json::value(nullptr) : due(row)},
          {"dismissed", row.dismissed},
          {"similar", row.reading ? row.reading->repeats : 0},
          {"conversation_id", id_text(m.conversation)},
          {"deleted", m.deleted_at.has_value()}};
}

json::object Views::reply(const publish::Item& item) const {
  const bool waits = item.state == "queued" && item.attempts > 0;
  return {{"type", "reply"},
          {"id", id_text(item.id)},
          {"at", format_rfc3339(item.sent_at.value_or(item.created_at))},
          {"by", user_ref(item.user)},
          {"text", item.text},
          {"lang", item.lang},
          {"state", item.state == "queued" && item.hold != 0 ? "held_by_crisis" : item.state},
          {"send_at", format_rfc3339(item.not_before)},
          {"sent_at", time_or_null(item.sent_at)},
          {"next_try_at", waits ? json::value(format_rfc3339(item.not_before)) : json::value(nullptr)},
          {"error", item.state == "sent" ? json::value(nullptr) : coded(item.error)},
          {"url", or_null(item.url)}};
}

json::object Views::note(const cases::Event& event) const {
  return {{"type", "note"},
          {"id", id_text(event.id)},
          {"at", format_rfc3339(event.at)},
          {"by", user_ref(event.user)},
          {"text", event.text}};
}

json::object Views::event_entry(const cases::Event& event) const {
  json::object out{{"type", "event"},
                   {"id", id_text(event.id)},
                   {"at", format_rfc3339(event.at)},
                   {"by", user_ref(event.user)},
                   {"event", event.kind}};
  if (event.kind == "taken") out["reason"] = event.text;
  else if (event.kind == "snoozed") out["until"] = event.text;
  else if (event.kind == "assigned") {
    const auto space = event.text.find(' ');
    out["to"] = user_ref(parse_id(event.text.substr(0, space)).value_or(0));
    out["text"] = space == std::string::npos ? "" : event.text.substr(space + 1);
  } else if (!event.text.empty()) out["text"] = event.text;
  return out;
}

json::object Views::post_entry(const ingest::Mention& m, const std::optional<cases::Case>& the_case) const {
  return {{"type", "post"},
          {"id", id_text(m.id)},
          {"at", format_rfc3339(m.post.created_at.value_or(m.received_at))},
          {"mention_id", id_text(m.id)},
          {"author", author(m, the_case)},
          {"title", m.post.title},
          {"text", m.post.text},
          {"html", m.post.html},
          {"url", is_open(m, the_case) ? m.post.url : ""},
          {"spans", spans_json(m)},
          {"media", media_json(m.post)},
          {"deleted", m.deleted_at.has_value()}};
}

json::object Views::draft(const cases::Draft& draft) const {
  return {{"text", draft.text},
          {"lang", draft.lang},
          {"version", draft.version},
          {"updated_at", time_or_null(draft.updated_at)},
          {"updated_by", user_ref(draft.updated_by)}};
}

json::object Views::promise(const cases::Promise& p) const {
  return {
      {"id", id_text(p.id)}, {"text", p.text}, {"due", format_rfc3339(p.due)}, {"kept_at", time_or_null(p.kept_at)}};
}

json::value Views::full_case(const std::optional<cases::Case>& the_case, const cases::Row& row) const {
  if (!the_case) return nullptr;
  json::array promises;
  const auto found = call_->services.db.read(
      [&](soci::session& sql) -> Result<std::vector<cases::Promise>> { return cases::promises_of(sql, the_case->id); });
  if (found)
    for (const auto& p : *found) promises.push_back(promise(p));
  return json::object{{"id", id_text(the_case->id)},
                      {"number", the_case->number},
                      {"state", name_of(the_case->state)},
                      {"assignee", user_ref(the_case->assignee)},
                      {"opened_at", format_rfc3339(the_case->opened_at)},
                      {"closed_at", time_or_null(the_case->closed_at)},
                      {"snoozed_until", time_or_null(the_case->snoozed_until)},
                      {"due", due(row)},
                      {"draft", draft(the_case->draft)},
                      {"promises", promises}};
}

json::value Views::person(const cases::Case& the_case) const {
  if (!cases::name_is_open(the_case, call_->now())) return nullptr;
  const Author* author = person_of(the_case);
  if (!author) return nullptr;
  const auto before = cases::cases_before(call_->services.db, the_case);
  std::string network;
  if (const auto row = call_->services.inbox.row(the_case.mention)) network = row->mention.post.network;
  std::optional<TimeUs> erase_after;
  if (the_case.closed_at) erase_after = *the_case.closed_at + settings::kPrivacyResealDays * kDayUs;
  return json::object{{"name", author->name.empty() ? author->handle : author->name},
                      {"handle", author->handle},
                      {"networks", json::array{network}},
                      {"cases_before", before ? before->count : 0},
                      {"last_case_at", before ? time_or_null(before->last) : json::value(nullptr)},
                      {"basis", "dialogue"},
                      {"erase_after", time_or_null(erase_after)}};
}

json::object Views::channel(Id id, const std::string& network) const {
  const auto* source = find_source(id);
  const std::string kind = source ? source->kind : "";
  bool able = source && can_reply(kind);
  Errc why = Errc::no_reply;
  // A network that needs an account answers nobody without one.
  if (able && kind != "demo" && source->secrets_set.empty()) able = false, why = Errc::credentials;
  json::value sentence = able ? json::value(nullptr) : json::value(fail(why).sentence(call_->language));
  return {
      {"name", source ? source->name : ""}, {"network", network},         {"can_reply", able}, {"sentence", sentence},
      {"limits", limits_of(kind)},          {"hold_s", workspace_.hold_s}};
}

Result<json::object> Views::conversation(const cases::Row& row) const {
  Services& s = call_->services;
  TRY(const auto posts, s.inbox.thread(row.mention.conversation));
  std::vector<std::pair<Place, json::object>> entries;
  for (const auto& post : posts) entries.emplace_back(place_of(post), post_entry(post, row.the_case));
  json::array knows, similar;
  if (row.the_case) {
    const Id case_id = row.the_case->id;
    TRY(const auto replies, s.outbox.of_case(case_id));
    for (const auto& item : replies)
      if (item.state != "cancelled")
        entries.emplace_back(place_at(item.sent_at.value_or(item.created_at)), reply(item));
    TRY(const auto events, s.db.read([&](soci::session& sql) -> Result<std::vector<cases::Event>> {
      return cases::events_of(sql, case_id);
    }));
    for (const auto& event : events)
      entries.emplace_back(place_at(event.at), event.kind == "note" ? note(event) : event_entry(event));
  }
  // What was asked decides who knows it, not the thanks that came last.
  const Id asked = row.the_case ? row.the_case->mention : row.mention.id;
  TRY(const auto experts, cases::who_knows(s.db, asked, row.the_case ? row.the_case->id : 0));
  for (const auto& expert : experts)
    knows.push_back({{"user", user_ref(expert.user)},
                     {"reason", call_->language == "de" ? fmt::format("{} ähnliche beantwortet", expert.answered)
                                                        : fmt::format("answered {} like this", expert.answered)}});
  TRY(const auto alike, cases::similar_cases(s.db, asked, row.the_case ? row.the_case->id : 0));
  for (const auto& c : alike) similar.push_back({{"id", id_text(c.id)}, {"number", c.number}, {"title", c.title}});
  std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  json::array list;
  for (auto& [at, entry] : entries) list.push_back(std::move(entry));
  return json::object{{"mention", mention(row)},
                      {"entries", list},
                      {"case", full_case(row.the_case, row)},
                      {"person", row.the_case ? person(*row.the_case) : json::value(nullptr)},
                      {"knows", knows},
                      {"similar_cases", similar},
                      {"channel", channel(row.mention.source, row.mention.post.network)}};
}

}  // namespace resonanz::api
