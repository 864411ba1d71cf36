#include "auth/workspace.h"

#include "audit/audit.h"
#include "specs/settings.h"

namespace resonanz::auth {
namespace {

std::string join(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : " ") + part;
  return out;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> out;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = std::min(text.find(' ', at), text.size());
    if (end > at) out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

void set(soci::session& sql, const std::string& key, const std::string& value) {
  sql << "INSERT INTO settings (key, value) VALUES (:k, :v) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      soci::use(key), soci::use(value);
}

}  // namespace

Workspace::Workspace()
    : hold_s(settings::kInboxHoldSeconds), first_answer_minutes(settings::kInboxFirstAnswerMinutes) {}

Result<Workspace> WorkspaceSettings::read() {
  return db_.read([](soci::session& sql) -> Result<Workspace> {
    Workspace out;
    std::string key, value;
    soci::statement query = (sql.prepare << "SELECT key, value FROM settings", soci::into(key), soci::into(value));
    query.execute();
    while (query.fetch()) {
      if (key == "workspace") out.name = value;
      else if (key == "languages") out.languages = split(value);
      else if (key == "imprint") out.imprint = value;
      else if (key == "hold_s") out.hold_s = std::stoi(value);
      else if (key == "first_answer_minutes") out.first_answer_minutes = std::stoi(value);
    }
    return out;
  });
}

Status WorkspaceSettings::write(const Workspace& workspace, const std::string& actor, TimeUs now) {
  if (workspace.name.empty()) return fail(Errc::value, "workspace");
  if (workspace.languages.empty()) return fail(Errc::value, "languages");
  if (workspace.hold_s < 0 || workspace.hold_s > 120) return fail(Errc::value, "hold_s (0 to 120)");
  if (workspace.first_answer_minutes < 1) return fail(Errc::value, "first_answer_minutes (at least 1)");
  return db_.write([&](soci::session& sql) -> Status {
    set(sql, "workspace", workspace.name);
    set(sql, "languages", join(workspace.languages));
    set(sql, "imprint", workspace.imprint);
    set(sql, "hold_s", std::to_string(workspace.hold_s));
    set(sql, "first_answer_minutes", std::to_string(workspace.first_answer_minutes));
    audit::append(sql, now, {actor, "settings.change", "workspace", ""});
    return done();
  });
}

}  // namespace resonanz::auth
