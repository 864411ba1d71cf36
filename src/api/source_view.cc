#include "api/source_view.h"

#include "api/views.h"
#include "specs/settings.h"

namespace resonanz::api {
namespace {

std::string_view health_state(const sources::Source& source) {
  if (source.state != sources::State::running) return sources::name_of(source.state);
  if (!source.health.error) return "running";
  switch (source.health.error->code) {  // what waiting does not cure
    case Errc::credentials:
    case Errc::locked:
    case Errc::gone:
    case Errc::address:
    case Errc::egress:
    case Errc::value:
      return "failed";
    default:
      return "backing_off";
  }
}

json::object health_json(const sources::Source& source, Call& call) {
  const auto& health = source.health;
  json::value lag = nullptr, error = nullptr;
  if (source.state == sources::State::running && health.last_ok_at)
    lag = static_cast<double>(std::max<TimeUs>(0, call.now() - *health.last_ok_at)) / kSecondUs;
  if (health.error) error = coded_sentence(*health.error, call.language);
  return {{"state", health_state(source)},
          {"lag_s", lag},
          {"last_event_at", time_or_null(health.last_event_at)},
          {"last_ok_at", time_or_null(health.last_ok_at)},
          {"gap", health.gap.empty() ? json::value(nullptr)
                                     : json::value(fail(Errc::cursor, health.gap).sentence(call.language))},
          {"error", error},
          {"next_try_at", time_or_null(health.next_try_at)}};
}

}  // namespace

bool is_healthy(const sources::Source& source) {
  return source.state != sources::State::paused && !source.health.error && source.health.gap.empty();
}

json::object kind_json(const sources::Kind& kind) {
  boost::system::error_code error;
  auto value = json::parse(sources::spec_json(kind.name), error);
  json::object out = !error && value.is_object() ? std::move(value.as_object()) : json::object();
  out["kind"] = kind.name;
  const json::value name = out["name"];
  if (name.is_string()) out["name"] = json::object{{"de", name}, {"en", name}};
  out["limits"] = limits_of(kind.name);
  if (!out.contains("fields")) out["fields"] = json::array();
  for (auto& field : out["fields"].as_array()) {
    auto& members = field.as_object();
    for (const char* flag : {"required", "secret"})
      if (!members.contains(flag)) members[flag] = false;
  }
  return out;
}

json::object source_json(const sources::Source& source, const ingest::Ledger& ledger, Call& call) {
  json::array secrets(source.secrets_set.begin(), source.secrets_set.end());
  return {{"id", id_text(source.id)},
          {"kind", source.kind},
          {"name", source.name},
          {"network", source.network},
          {"language", source.language},
          {"settings", source.settings},
          {"secrets_set", secrets},
          {"assessment", sources::to_json(source.assessment)},
          {"capabilities", capabilities_of(source.kind)},
          {"limits", limits_of(source.kind)},
          {"health", health_json(source, call)},
          {"ledger", ingest::to_json(ledger)},
          {"created_at", format_rfc3339(source.created_at)}};
}

}  // namespace resonanz::api
