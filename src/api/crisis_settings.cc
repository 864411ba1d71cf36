// Approvers, playbooks, and the weights that everybody may read.
#include "api/crisis_view.h"
#include "api/operations.h"
#include "crisis/level.h"
#include "specs/settings.h"

namespace resonanz::api {
namespace {

json::array weights_view() {
  json::array out;
  for (const crisis::Weight& weight : crisis::weights()) {
    json::array steps;
    for (const auto& step : weight.steps) steps.push_back({{"from", step.from}, {"points", step.points}});
    out.push_back({{"part", name_of(weight.part)}, {"max", weight.max}, {"steps", steps}});
  }
  return out;
}

json::array levels_view() {
  json::array out;
  for (int level = 1; level <= crisis::kLevels; ++level) {
    json::array clocks;
    for (const auto& limit : crisis::limits_of(level))
      clocks.push_back({{"kind", name_of(limit.kind)}, {"minutes", limit.minutes}});
    out.push_back({{"level", level}, {"severity", crisis::least_severity(level)}, {"clocks", clocks}});
  }
  return out;
}

Reply show(Call& call) {
  TRY(const auto pool, call.services.crisis.approvers.list());
  TRY(const Views views, Views::create(call));
  json::array approvers;
  for (const Id user : pool) approvers.push_back(views.user_ref(user));
  return ok(json::object{{"approvers", approvers},
                         {"approval_minutes", settings::kCrisisApprovalMinutes},
                         {"quiet_hours", settings::kCrisisQuietHours},
                         {"weights", weights_view()},
                         {"levels", levels_view()}});
}

Reply change_approvers(Call& call) {
  TRY(const json::object body, call.body());
  TRY(const auto users, id_list(body, "user_ids"));
  if (users.size() > 50) return fail(Errc::value, "user_ids");
  CHECK_OK(call.services.crisis.approvers.write(users, call.user().id, call.now()));
  return show(call);
}

json::object playbook_view(const Views& views, const crisis::Playbook& playbook) {
  json::array steps;
  for (const auto& step : playbook.steps)
    steps.push_back({{"level", step.level},
                     {"text", step.text},
                     {"due_minutes", step.due_minutes == 0 ? json::value(nullptr) : json::value(step.due_minutes)},
                     {"owner_id", step.owner == 0 ? json::value(nullptr) : json::value(id_text(step.owner))}});
  return {{"id", id_text(playbook.id)},
          {"name", playbook.name},
          {"language", playbook.language},
          {"version", playbook.version},
          {"steps", steps},
          {"updated_by", views.user_ref(playbook.updated_by)},
          {"updated_at", format_rfc3339(playbook.updated_at)}};
}

Reply playbooks(Call& call) {
  TRY(const auto all, call.services.crisis.playbooks.list());
  TRY(const Views views, Views::create(call));
  json::array items;
  for (const auto& playbook : all) items.push_back(playbook_view(views, playbook));
  return ok(json::object{{"items", items}});
}

Result<crisis::PlaybookStep> step_of(const json::value& given) {
  if (!given.is_object()) return fail(Errc::value, "steps");
  const json::object& in = given.as_object();
  crisis::PlaybookStep step;
  TRY(const auto level, required_number(in, "level"));
  step.level = static_cast<int>(std::clamp<std::int64_t>(level, 0, 100));
  TRY(step.text, required_text(in, "text", 1000));
  TRY(step.owner, optional_id(in, "owner_id"));
  if (const auto* due = in.if_contains("due_minutes"); due && !due->is_null()) {
    TRY(const auto minutes, required_number(in, "due_minutes"));
    if (minutes < 1) return fail(Errc::value, "due_minutes");
    step.due_minutes = static_cast<int>(std::min<std::int64_t>(minutes, 1'000'000));
  }
  return step;
}

Result<crisis::Playbook> playbook_of(const json::object& body) {
  crisis::Playbook out;
  TRY(out.name, required_text(body, "name", 200));
  TRY(out.language, required_text(body, "language", 2));
  const auto* steps = body.if_contains("steps");
  if (!steps || !steps->is_array()) return fail(Errc::value, "steps");
  for (const auto& given : steps->as_array()) {
    TRY(auto step, step_of(given));
    out.steps.push_back(std::move(step));
  }
  return out;
}

Reply save(Call& call, bool existing) {
  TRY(const json::object body, call.body());
  TRY(crisis::Playbook playbook, playbook_of(body));
  if (existing) {
    TRY(playbook.id, call.id());
    TRY(const auto version, required_number(body, "version"));
    playbook.version = static_cast<int>(std::clamp<std::int64_t>(version, 0, 1'000'000));
  }
  auto& table = call.services.crisis.playbooks;
  TRY(const auto saved,
      existing ? table.change(playbook, call.user().id, call.now()) : table.add(playbook, call.user().id, call.now()));
  TRY(const Views views, Views::create(call));
  return ok(playbook_view(views, saved), existing ? 200 : 201);
}

Reply remove(Call& call) {
  TRY(const Id id, call.id());
  CHECK_OK(call.services.crisis.playbooks.remove(id, call.user().id, call.now()));
  return nothing();
}

}  // namespace

namespace operations {
using boost::asio::awaitable;
awaitable<Reply> read_crisis_settings(Call& call) { co_return show(call); }
awaitable<Reply> update_approvers(Call& call) { co_return change_approvers(call); }
awaitable<Reply> list_playbooks(Call& call) { co_return playbooks(call); }
awaitable<Reply> create_playbook(Call& call) { co_return save(call, false); }
awaitable<Reply> update_playbook(Call& call) { co_return save(call, true); }
awaitable<Reply> delete_playbook(Call& call) { co_return remove(call); }
}  // namespace operations
}  // namespace resonanz::api
