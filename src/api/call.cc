#include "api/call.h"

#include <charconv>

#include "specs/settings.h"

namespace resonanz::api {
namespace {

Error missing(std::string_view name) { return fail(Errc::value, std::string(name)); }

}  // namespace

Result<Id> Call::id() const {
  const auto found = path.find("id");
  const auto parsed = found == path.end() ? std::nullopt : parse_id(found->second);
  if (!parsed) return fail(Errc::not_found);
  return *parsed;
}

Result<json::object> Call::body() const {
  boost::system::error_code error;
  json::parse_options options;
  options.max_depth = 32;
  auto value = json::parse(request.body, error, {}, options);
  if (error) return fail(Errc::json, error.message());
  if (!value.is_object()) return fail(Errc::json, "an object is expected");
  return std::move(value.as_object());
}

Result<listen::Query> search_query(Call& call, std::string_view text) {
  TRY(auto query, call.services.queries.parse(text, listen::Rules::search));
  CHECK_OK(call.services.name_searches.note(call.services.db, query, call.user().id, call.now()));
  return query;
}

Status room_for_items(Services& services) {
  TRY(const auto pending, services.journal.pending(0));
  if (pending > settings::kIngestMaxPending) return Error{Errc::overload, {}, {}, 5};
  return done();
}

net::Response ok(const json::value& value, int status) {
  net::Response out;
  out.status = status;
  out.body = json::serialize(value);
  return out;
}

net::Response nothing() {
  net::Response out;
  out.status = 204;
  out.content_type.clear();
  return out;
}

net::Response problem(const Error& error, std::string_view language) {
  json::object body{{"type", "about:blank"},
                    {"title", error.sentence(language)},
                    {"status", http_status_of(error.code)},
                    {"code", code_of(error.code)}};
  // Details of the store and of bugs are for the log, not for the other side.
  const bool inner =
      error.code == Errc::store || error.code == Errc::full || error.code == Errc::internal || error.code == Errc::keys;
  if (inner) body["title"] = Error{error.code, "…"}.sentence(language);
  else if (!error.detail.empty()) body["detail"] = error.detail;
  if (error.offset) body["offset"] = *error.offset;
  net::Response out = ok(body, http_status_of(error.code));
  out.content_type = "application/problem+json";
  if (error.retry_after_s) out.headers.emplace_back("Retry-After", std::to_string(*error.retry_after_s));
  return out;
}

json::object coded_sentence(const Error& error, std::string_view language) {
  return {{"code", code_of(error.code)}, {"sentence", error.sentence(language)}, {"detail", error.detail}};
}

Result<std::string> required_text(const json::object& in, std::string_view name, std::size_t most) {
  const auto* value = in.if_contains(name);
  if (!value || !value->is_string()) return missing(name);
  if (value->as_string().size() > most) return fail(Errc::too_large, std::string(name));
  return std::string(value->as_string());
}

Result<std::optional<std::string>> optional_text(const json::object& in, std::string_view name) {
  const auto* value = in.if_contains(name);
  if (!value || value->is_null()) return std::optional<std::string>();
  if (!value->is_string()) return missing(name);
  return std::optional(std::string(value->as_string()));
}

Result<std::int64_t> required_number(const json::object& in, std::string_view name) {
  const auto* value = in.if_contains(name);
  if (!value || !value->is_int64()) return missing(name);
  return value->as_int64();
}

std::size_t page_size(const json::object& in) {
  const auto* wanted = in.if_contains("limit");
  return wanted && wanted->is_int64() ? static_cast<std::size_t>(std::clamp<std::int64_t>(wanted->as_int64(), 0, 50))
                                      : 20;
}

Result<bool> required_bool(const json::object& in, std::string_view name) {
  const auto* value = in.if_contains(name);
  if (!value || !value->is_bool()) return missing(name);
  return value->as_bool();
}

Result<Id> required_id(const json::object& in, std::string_view name) {
  TRY(const std::string text, required_text(in, name));
  const auto id = parse_id(text);
  if (!id) return missing(name);
  return *id;
}

Result<Id> optional_id(const json::object& in, std::string_view name) {
  TRY(const auto text, optional_text(in, name));
  if (!text || text->empty()) return Id{0};
  const auto id = parse_id(*text);
  if (!id) return missing(name);
  return *id;
}

Result<std::vector<Id>> id_list(const json::object& in, std::string_view name) {
  std::vector<Id> out;
  const auto* given = in.if_contains(name);
  if (!given || given->is_null()) return out;
  if (!given->is_array()) return missing(name);
  for (const auto& item : given->as_array()) {
    const auto id = item.is_string() ? parse_id(item.as_string()) : std::nullopt;
    if (!id) return missing(name);
    out.push_back(*id);
  }
  return out;
}

Result<TimeUs> required_time(const json::object& in, std::string_view name) {
  TRY(const std::string text, required_text(in, name));
  const auto time = parse_rfc3339(text);
  if (!time) return missing(name);
  return *time;
}

Result<std::optional<TimeUs>> optional_time(const json::object& in, std::string_view name) {
  TRY(const auto text, optional_text(in, name));
  if (!text) return std::optional<TimeUs>();
  const auto time = parse_rfc3339(*text);
  if (!time) return missing(name);
  return time;
}

json::object object_or_empty(const json::object& in, std::string_view name) {
  const auto* value = in.if_contains(name);
  return value && value->is_object() ? value->as_object() : json::object();
}

int number_parameter(const net::Request& request, std::string_view name, int fallback, int least, int most) {
  const auto text = request.parameter(name);
  int value = fallback;
  if (!text.empty()) std::from_chars(text.data(), text.data() + text.size(), value);
  return std::clamp(value, least, most);
}

Result<Id> id_parameter(const net::Request& request, std::string_view name) {
  const auto text = request.parameter(name);
  if (text.empty()) return Id{0};
  const auto id = parse_id(text);
  if (!id) return missing(name);
  return *id;
}

Result<std::optional<TimeUs>> time_parameter(const net::Request& request, std::string_view name) {
  const auto text = request.parameter(name);
  if (text.empty()) return std::optional<TimeUs>();
  const auto time = parse_rfc3339(text);
  if (!time) return missing(name);
  return time;
}

Result<int> whole_parameter(const net::Request& request, std::string_view name, int fallback, int least, int most) {
  const auto text = request.parameter(name);
  if (text.empty()) return fallback;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < least || value > most)
    return fail(Errc::value, fmt::format("{} ({} to {})", name, least, most));
  return value;
}

json::value time_or_null(const std::optional<TimeUs>& time) {
  return time ? json::value(format_rfc3339(*time)) : json::value(nullptr);
}

}  // namespace resonanz::api
