// Sources: what can be added, what is there, how it is doing.
#include "api/operations.h"
#include "api/source_view.h"
#include "api/views.h"
#include "host/random.h"
#include "ingest/ledger.h"
#include "sources/assessment.h"

namespace resonanz::api {
namespace {

Reply kinds() {
  json::array items;
  for (const auto* kind : sources::all_kinds()) items.push_back(kind_json(*kind));
  return ok(json::object{{"items", items}});
}

Reply all(Call& call) {
  TRY(const auto found, call.services.sources.list());
  TRY(const auto ledgers, ingest::read_ledgers(call.services.db));
  json::array items;
  for (const auto& source : found) {
    const auto ledger = ledgers.find(source.id);
    items.push_back(source_json(source, ledger == ledgers.end() ? ingest::Ledger{} : ledger->second, call));
  }
  return ok(json::object{{"items", items}});
}

Reply one(Call& call, Result<sources::Source> source, int status = 200) {
  if (!source) return source.error();
  TRY(const auto ledgers, ingest::read_ledgers(call.services.db));
  const auto ledger = ledgers.find(source->id);
  return ok(source_json(*source, ledger == ledgers.end() ? ingest::Ledger{} : ledger->second, call), status);
}

boost::asio::awaitable<Result<sources::Probe>> probe_kind(Services& services, std::string name, json::object settings,
                                                          json::object secrets) {
  const auto* kind = sources::find_kind(name);
  if (!kind) co_return fail(Errc::value, "kind");
  CO_TRY(const auto connector, kind->create({0, "", name, "", settings, secrets}, services.connectors));
  auto found = co_await connector->probe();
  co_return found;
}

/// Where a hub may bring the news of this feed.
void add_callback(const Services& services, sources::NewSource& source) {
  if (source.kind != "feed" || services.public_address.empty() || source.settings.contains("callback")) return;
  source.settings["callback"] = services.public_address + "/hooks/websub/" + host::random_token();
}

Result<sources::SourcePatch> read_patch(const json::object& body) {
  sources::SourcePatch patch;
  TRY(patch.name, optional_text(body, "name"));
  TRY(patch.language, optional_text(body, "language"));
  if (body.contains("settings")) patch.settings = object_or_empty(body, "settings");
  if (body.contains("secrets")) patch.secrets = object_or_empty(body, "secrets");
  if (body.contains("assessment")) patch.assessment = sources::assessment_from(object_or_empty(body, "assessment"));
  return patch;
}

bool is_local(const json::value& field) {
  const auto* local = field.as_object().if_contains("local");
  return local && local->is_bool() && local->as_bool();
}

json::value setting(const json::object& settings, std::string_view key) {
  const auto* value = settings.if_contains(key);
  return value && *value != "" ? *value : json::value(nullptr);
}

/// Does the patch change what only the network can confirm? A name, a language or a rhythm is ours alone.
bool needs_visit(const sources::Source& source, const sources::SourcePatch& patch) {
  if (patch.secrets)
    for (const auto& [key, value] : *patch.secrets)
      if (value != "") return true;
  if (!patch.settings) return false;
  const json::object kind = kind_json(*sources::find_kind(source.kind));
  for (const auto& field : kind.at("fields").as_array()) {
    const std::string_view key = field.at("key").as_string();
    if (!is_local(field) && setting(*patch.settings, key) != setting(source.settings, key)) return true;
  }
  return false;
}

/// A changed address or password is tried on the network before anything is kept, as a new source is.
boost::asio::awaitable<Status> try_change(Services& services, Id id, sources::SourcePatch& patch) {
  CO_TRY(sources::Config config, services.sources.config(id));
  if (patch.settings) config.settings = *patch.settings;
  if (patch.secrets)
    for (const auto& [key, value] : *patch.secrets)
      if (value != "") config.secrets[key] = value;
  auto probe = co_await probe_kind(services, config.kind, config.settings, config.secrets);
  if (!probe) co_return probe.error();
  for (const auto& [key, value] : probe->settings) config.settings[key] = value;
  patch.settings = config.settings;
  patch.account_id = probe->account_id;
  co_return done();
}

Reply change(Call& call, Id id, const sources::SourcePatch& patch) {
  auto source = call.services.sources.change(id, patch, call.actor(), call.now());
  call.services.scheduler.restart(id);
  return one(call, std::move(source));
}

Reply set_state(Call& call, sources::State state) {
  TRY(const Id id, call.id());
  TRY(const auto before, call.services.sources.find(id));
  auto source = call.services.sources.set_state(id, state, call.actor(), call.now());
  // Of one that runs already and is told to run, people want another try now; else what it has begun is not cut off.
  if (state == before.state) call.services.scheduler.restart(id);
  else call.services.scheduler.reconcile();
  return one(call, std::move(source));
}

Reply remove(Call& call) {
  TRY(const Id id, call.id());
  CHECK_OK(call.services.sources.remove(id, call.actor(), call.now()));
  call.services.scheduler.reconcile();
  return nothing();
}

Reply ledger(Call& call) {
  TRY(const json::object report, ingest::ledger_report(call.services.db));
  return ok(report);
}

Reply import_opml_file(Call& call) {
  TRY(const auto feeds, sources::read_opml(call.request.body));
  json::array created, failed;
  for (const auto& feed : feeds) {
    auto assessment = sources::assessment_template("feed", call.language, call.user().name, call.now());
    sources::NewSource wanted{feed.title, "feed", "", {{"url", feed.url}}, {}, assessment, ""};
    add_callback(call.services, wanted);
    auto source = call.services.sources.add(wanted, call.actor(), call.now());
    if (source) created.push_back({{"id", id_text(source->id)}, {"name", source->name}, {"url", feed.url}});
    else {
      json::object why = coded_sentence(source.error(), call.language);
      why["url"] = feed.url;
      failed.push_back(std::move(why));
    }
  }
  return ok(json::object{{"created", created}, {"failed", failed}});
}

Reply import_file(Call& call) {
  TRY(const auto source, call.services.sources.find_by_name(std::string(call.request.parameter("source"))));
  if (source.kind != "import") return fail(Errc::value, "source (of kind import)");
  CHECK_OK(call.services.sources.check_assessment(source.id, call.now()));
  CHECK_OK(room_for_items(call.services));
  const auto* kind = sources::find_kind("import");
  TRY(auto items, kind->read_file(call.request.body, ""));
  json::array rejected;
  for (const auto& item : items) {
    if (!item.problem) continue;
    json::object why = coded_sentence(*item.problem, call.language);
    why["line"] = item.line;
    rejected.push_back(std::move(why));
  }
  const auto accepted = items.size() - rejected.size();
  if (call.request.parameter("dry_run") != "true") {
    CHECK_OK(call.services.journal.append({source.id, "", "", {}}, items, call.now()));
    call.services.pipeline.wake();
  }
  return ok(json::object{{"accepted", accepted}, {"rejected", rejected}});
}

}  // namespace

namespace operations {

using boost::asio::awaitable;

awaitable<Reply> list_source_kinds(Call&) { co_return kinds(); }
awaitable<Reply> list_sources(Call& call) { co_return all(call); }
awaitable<Reply> delete_source(Call& call) { co_return remove(call); }
awaitable<Reply> pause_source(Call& call) { co_return set_state(call, sources::State::paused); }
awaitable<Reply> resume_source(Call& call) { co_return set_state(call, sources::State::running); }
awaitable<Reply> read_ledger(Call& call) { co_return ledger(call); }
awaitable<Reply> import_opml(Call& call) { co_return import_opml_file(call); }
awaitable<Reply> import_posts(Call& call) { co_return import_file(call); }

awaitable<Reply> update_source(Call& call) {
  CO_TRY(const Id id, call.id());
  CO_TRY(const json::object body, call.body());
  CO_TRY(auto patch, read_patch(body));
  CO_TRY(const sources::Source before, call.services.sources.find(id));
  if (needs_visit(before, patch)) CO_CHECK_OK(co_await try_change(call.services, id, patch));
  co_return change(call, id, patch);
}

awaitable<Reply> read_assessment_template(Call& call) {
  co_return ok(sources::to_json(sources::assessment_template(std::string(call.request.parameter("kind")), call.language,
                                                             call.user().name, call.now())));
}

awaitable<Reply> probe_source(Call& call) {
  CO_TRY(const json::object body, call.body());
  CO_TRY(const std::string kind, required_text(body, "kind"));
  auto probe =
      co_await probe_kind(call.services, kind, object_or_empty(body, "settings"), object_or_empty(body, "secrets"));
  if (!probe) co_return probe.error();
  json::array notes(probe->notes.begin(), probe->notes.end());
  co_return ok(json::object{{"title", probe->title}, {"settings", probe->settings}, {"notes", notes}});
}

awaitable<Reply> create_source(Call& call) {
  CO_TRY(const json::object body, call.body());
  sources::NewSource source;
  CO_TRY(source.kind, required_text(body, "kind"));
  CO_TRY(source.name, required_text(body, "name", 200));
  CO_TRY(source.language, required_text(body, "language", 35));
  source.settings = object_or_empty(body, "settings");
  source.secrets = object_or_empty(body, "secrets");
  source.assessment = sources::assessment_from(object_or_empty(body, "assessment"));
  // The network says which account is ours, so that our own posts are not taken for mentions.
  auto probe = co_await probe_kind(call.services, source.kind, source.settings, source.secrets);
  if (!probe) co_return probe.error();
  source.account_id = probe->account_id;
  for (const auto& [key, value] : probe->settings) source.settings[key] = value;
  add_callback(call.services, source);
  auto made = call.services.sources.add(source, call.actor(), call.now());
  call.services.scheduler.reconcile();
  co_return one(call, std::move(made), 201);
}

}  // namespace operations
}  // namespace resonanz::api
