// The workspace's settings.
#include "api/operations.h"
#include "api/views.h"

namespace resonanz::api {
namespace {

json::object settings_json(const auth::Workspace& w) {
  json::array languages(w.languages.begin(), w.languages.end());
  return {{"workspace", w.name},
          {"languages", languages},
          {"imprint", w.imprint},
          {"hold_s", w.hold_s},
          {"first_answer_minutes", w.first_answer_minutes}};
}

Reply show(Call& call) {
  TRY(const auto workspace, call.services.workspace.read());
  return ok(settings_json(workspace));
}

Reply save(Call& call) {
  TRY(const json::object body, call.body());
  auth::Workspace workspace;
  TRY(workspace.name, required_text(body, "workspace", 200));
  TRY(workspace.imprint, required_text(body, "imprint", 2000));
  TRY(const auto hold, required_number(body, "hold_s"));
  TRY(const auto minutes, required_number(body, "first_answer_minutes"));
  workspace.hold_s = static_cast<int>(std::clamp<std::int64_t>(hold, -1, 1000));
  workspace.first_answer_minutes = static_cast<int>(std::clamp<std::int64_t>(minutes, -1, 1'000'000));
  workspace.languages.clear();
  if (const auto* languages = body.if_contains("languages"); languages && languages->is_array())
    for (const auto& language : languages->as_array())
      if (language.is_string()) workspace.languages.emplace_back(language.as_string());
  CHECK_OK(call.services.workspace.write(workspace, call.actor(), call.now()));
  return ok(settings_json(workspace));
}

}  // namespace

namespace operations {
boost::asio::awaitable<Reply> read_settings(Call& call) { co_return show(call); }
boost::asio::awaitable<Reply> update_settings(Call& call) { co_return save(call); }
}  // namespace operations
}  // namespace resonanz::api
