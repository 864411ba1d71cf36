// Alert rules, and what one would have raised.
#include "api/operations.h"

namespace resonanz::api {
namespace {

using notice::Rule;

constexpr int kPreviewWeeks = 8;

json::value schedule_view(const notice::Schedule& schedule) {
  return schedule.always() ? json::value(nullptr) : json::value(notice::write_schedule(schedule));
}

Result<json::object> rule_view(Call& call, const Rule& rule) {
  TRY(const auto precision, call.services.notice.alerts.precision_of(rule.id));
  json::array targets;
  for (const Id target : rule.targets) targets.emplace_back(id_text(target));
  return json::object{
      {"id", id_text(rule.id)},
      {"name", rule.name},
      {"query_id", rule.query == 0 ? json::value(nullptr) : json::value(id_text(rule.query))},
      {"kind", name_of(rule.kind)},
      {"sensitivity", name_of(rule.sensitivity)},
      {"words", rule.words},
      {"reach", rule.reach},
      {"cooldown_minutes", rule.cooldown_minutes},
      {"schedule", schedule_view(rule.schedule)},
      {"targets", targets},
      {"active", rule.active},
      {"version", rule.version},
      {"precision",
       json::object{{"real", precision.real}, {"judged", precision.judged}, {"raised", precision.raised}}}};
}

template <typename T>
Result<T> known(const std::optional<T>& value, const char* name) {
  if (!value) return fail(Errc::value, name);
  return *value;
}

Result<Rule> rule_of(const json::object& body) {
  Rule rule;
  TRY(rule.name, required_text(body, "name", 200));
  TRY(const auto query, optional_text(body, "query_id"));
  if (query && !query->empty()) {
    TRY(rule.query, known(parse_id(*query), "query_id"));
  }
  TRY(const std::string kind, required_text(body, "kind", 20));
  TRY(rule.kind, known(notice::parse_kind(kind), "kind"));
  TRY(const std::string sensitivity, required_text(body, "sensitivity", 20));
  TRY(rule.sensitivity, known(notice::parse_sensitivity(sensitivity), "sensitivity"));
  TRY(const auto words, optional_text(body, "words"));
  rule.words = words.value_or("");
  if (body.contains("reach")) {
    TRY(rule.reach, required_number(body, "reach"));
  }
  TRY(const auto cooldown, required_number(body, "cooldown_minutes"));
  if (cooldown < 0 || cooldown > 1'000'000) return fail(Errc::value, "cooldown_minutes");
  rule.cooldown_minutes = static_cast<int>(cooldown);
  TRY(const auto schedule, optional_text(body, "schedule"));
  TRY(rule.schedule, notice::read_schedule(schedule.value_or("")));
  TRY(rule.targets, id_list(body, "targets"));
  TRY(rule.active, required_bool(body, "active"));
  return rule;
}

Reply all(Call& call) {
  TRY(const auto rules, call.services.notice.rules.list());
  json::array items;
  for (const Rule& rule : rules) {
    TRY(json::object view, rule_view(call, rule));
    items.push_back(std::move(view));
  }
  return ok(json::object{{"items", items}});
}

Reply save(Call& call, bool existing) {
  TRY(const json::object body, call.body());
  TRY(Rule rule, rule_of(body));
  auto& rules = call.services.notice.rules;
  if (existing) {
    TRY(rule.id, call.id());
    TRY(const auto version, required_number(body, "version"));
    rule.version = static_cast<int>(version);
  }
  TRY(const Rule saved,
      existing ? rules.change(rule, call.user().id, call.now()) : rules.add(rule, call.user().id, call.now()));
  TRY(json::object view, rule_view(call, saved));
  return ok(view, existing ? 200 : 201);
}

Reply remove(Call& call) {
  TRY(const Id id, call.id());
  CHECK_OK(call.services.notice.rules.remove(id, call.user().id, call.now()));
  return nothing();
}

Reply preview(Call& call) {
  TRY(const json::object body, call.body());
  TRY(const Rule rule, rule_of(body));
  TRY(const auto past, notice::preview(call.services.db, call.services.keys, rule, kPreviewWeeks, call.now()));
  json::array firings;
  for (const auto& firing : past.firings)
    firings.push_back(
        {{"at", format_rfc3339(firing.at)},
         {"count", firing.count},
         {"usual", firing.usual ? json::value({firing.usual->low, firing.usual->high}) : json::value(nullptr)}});
  return ok(json::object{{"weeks", past.weeks}, {"whole", past.whole}, {"firings", firings}});
}

}  // namespace

namespace operations {
using boost::asio::awaitable;
awaitable<Reply> list_alert_rules(Call& call) { co_return all(call); }
awaitable<Reply> create_alert_rule(Call& call) { co_return save(call, false); }
awaitable<Reply> update_alert_rule(Call& call) { co_return save(call, true); }
awaitable<Reply> delete_alert_rule(Call& call) { co_return remove(call); }
awaitable<Reply> preview_alert_rule(Call& call) { co_return preview(call); }
}  // namespace operations
}  // namespace resonanz::api
