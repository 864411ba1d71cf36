#include "api/crisis_view.h"

#include "api/crisis_parts.h"
#include "specs/settings.h"

namespace resonanz::api {
namespace {

using crisis::Report;
using crisis::Room;

constexpr std::size_t kExamples = 3;

json::value id_or_null(Id id) { return id == 0 ? json::value(nullptr) : json::value(id_text(id)); }
json::array id_texts(const std::vector<Id>& ids) {
  json::array out;
  for (const Id id : ids) out.emplace_back(id_text(id));
  return out;
}
json::object room_ref(Id id, const std::string& title, bool drill) {
  return {{"id", id_text(id)}, {"title", title}, {"drill", drill}};
}

json::value request_view(const Views& views, const crisis::Statement& s) {
  if (!s.requested_at) return nullptr;
  json::array asked;
  for (const Id user : s.asked) asked.push_back(views.user_ref(user));
  return json::object{{"at", format_rfc3339(*s.requested_at)},
                      {"by", views.user_ref(s.requested_by)},
                      {"due_at", format_rfc3339(*s.requested_at + settings::kCrisisApprovalMinutes * kMinuteUs)},
                      {"asked", asked},
                      {"escalated_at", time_or_null(s.escalated_at)}};
}

json::array examples(Call& call, const Views& views, const std::vector<Id>& posts) {
  json::array out;
  for (const Id post : posts) {
    if (out.size() == kExamples) break;
    if (const auto row = call.services.inbox.row(post); row) out.push_back(views.mention(*row));
  }
  return out;
}

json::value hold_of(const Views& views, const Room& room, const std::vector<publish::Hold>& holds) {
  for (const publish::Hold& hold : holds)
    if (!hold.lifted_at) return hold_view(colleagues(views), hold, room.title);
  return nullptr;
}

json::value playbook_ref(Call& call, Id playbook) {
  if (playbook == 0) return nullptr;
  const auto name = call.services.db.read(
      [&](soci::session& sql) -> Result<std::string> { return crisis::playbook_name(sql, playbook); });
  return json::object{{"id", id_text(playbook)}, {"name", name ? *name : ""}};
}

}  // namespace

crisis::Reader reader_of(const Call& call, const Views& views) {
  return {call.language, [&views](Id user) -> std::string {
            const json::value ref = views.user_ref(user);
            return ref.is_object() ? std::string(ref.at("name").as_string()) : "";
          }};
}

ColleagueView colleagues(const Views& views) {
  return [&views](Id user) { return views.user_ref(user); };
}

json::object hold_view(const ColleagueView& colleague, const publish::Hold& hold, const std::string& room_title) {
  return {{"id", id_text(hold.id)},
          {"room", room_ref(hold.room, room_title, hold.drill)},
          {"reason", hold.reason},
          {"drill", hold.drill},
          {"by", colleague(hold.begun_by)},
          {"since", format_rfc3339(hold.begun_at)},
          {"lifted_by", colleague(hold.lifted_by)},
          {"lifted_at", time_or_null(hold.lifted_at)},
          {"note", hold.note},
          {"held", hold.held},
          {"waiting", hold.waiting}};
}

json::object statement_view(const Views& views, const crisis::Statement& s, Id reader) {
  json::array approvals;
  for (const crisis::Approval& a : s.approvals)
    approvals.push_back({{"by", views.user_ref(a.by)},
                         {"at", format_rfc3339(a.at)},
                         {"version", a.version},
                         {"verdict", a.verdict},
                         {"reason", a.reason},
                         {"void", a.is_void}});
  const bool may = std::find(s.may_approve.begin(), s.may_approve.end(), reader) != s.may_approve.end();
  return {{"id", id_text(s.id)},
          {"room", room_ref(s.room, s.room_title, s.drill)},
          {"title", s.title},
          {"text", s.text},
          {"lang", s.lang},
          {"version", s.version},
          {"state", s.state},
          {"by", views.user_ref(s.by)},
          {"at", format_rfc3339(s.at)},
          {"request", request_view(views, s)},
          {"approvals", approvals},
          {"published_at", time_or_null(s.published_at)},
          {"published_by", views.user_ref(s.published_by)},
          {"url", s.url.empty() ? json::value(nullptr) : json::value(s.url)},
          {"may_approve", may}};
}

json::object moment_view(const Views& views, const audit::Moment& moment, const crisis::Reader& reader) {
  return {{"id", id_text(moment.id)},
          {"at", format_rfc3339(moment.at)},
          {"by", views.user_ref(moment.what.user)},
          {"kind", moment.what.kind},
          {"text", moment.what.text},
          {"sentence", crisis::sentence(moment.what, reader)}};
}

json::object room_item(const Views& views, const Room& room, const std::vector<publish::Hold>& holds,
                       std::int64_t waiting, TimeUs now) {
  const crisis::Clock* next = nullptr;
  for (const crisis::Clock& clock : room.clocks)
    if (!clock.ended_at && !clock.met_at && (!next || clock.due_at < next->due_at)) next = &clock;
  const auto open =
      std::count_if(room.steps.begin(), room.steps.end(), [](const auto& s) { return s.state == "open"; });
  return {{"id", id_text(room.id)},
          {"title", room.title},
          {"drill", room.drill},
          {"state", name_of(room.state)},
          {"level", room.level},
          {"severity", room.severity},
          {"query_id", id_or_null(room.query)},
          {"alert_id", id_or_null(room.alert)},
          {"lead", views.user_ref(room.lead)},
          {"opened_at", format_rfc3339(room.opened_at)},
          {"closed_at", time_or_null(room.closed_at)},
          {"next_clock", next ? json::value(clock_view(views, *next, now)) : json::value(nullptr)},
          {"hold", hold_of(views, room, holds)},
          {"steps_open", open},
          {"statements_waiting", waiting}};
}

json::object room_view(Call& call, const Views& views, const Report& report) {
  const Room& room = report.room;
  const TimeUs now = call.now();
  const crisis::Reader reader = reader_of(call, views);
  json::array steps, statements, holds;
  for (const auto& step : room.steps) steps.push_back(step_view(views, step, now));
  for (const auto& statement : report.statements)
    statements.push_back(statement_view(views, statement, call.user().id));
  for (const auto& hold : report.holds) holds.push_back(hold_view(colleagues(views), hold, room.title));
  json::value query = nullptr;
  if (room.query != 0) query = json::object{{"id", id_text(room.query)}, {"name", report.query}};
  return {{"id", id_text(room.id)},
          {"title", room.title},
          {"drill", room.drill},
          {"state", name_of(room.state)},
          {"opened_by", views.user_ref(room.opened_by)},
          {"opened_at", format_rfc3339(room.opened_at)},
          {"reason", room.reason},
          {"closed_by", views.user_ref(room.closed_by)},
          {"closed_at", time_or_null(room.closed_at)},
          {"lead", views.user_ref(room.lead)},
          {"query", query},
          {"alert_id", id_or_null(room.alert)},
          {"alert_at", time_or_null(room.alert_at)},
          {"trigger", id_texts(room.posts)},
          {"examples", examples(call, views, room.posts)},
          {"began_at", format_rfc3339(room.began_at)},
          {"severity", severity_view(views, report, reader)},
          {"level", level_view(views, report)},
          {"clocks", clocks_view(views, room, now)},
          {"quiet", quiet_view(room, reader)},
          {"hold", hold_of(views, room, report.holds)},
          {"holds", holds},
          {"steps", steps},
          {"statements", statements},
          {"figures", figures_view(room)},
          {"lessons", room.lessons},
          {"playbook", playbook_ref(call, room.playbook)},
          {"target_ids", id_texts(room.targets)}};
}

Result<json::object> room_view(Call& call, Id room) {
  TRY(const Report report, crisis::read_report(call.services.db, room, call.now()));
  TRY(const Views views, Views::create(call));
  return room_view(call, views, report);
}

Result<json::value> hold_now_view(store::Database& db, const ColleagueView& colleague) {
  return db.read([&](soci::session& sql) -> Result<json::value> {
    const auto hold = publish::hold_now(sql);
    if (!hold) return json::value(nullptr);
    std::string title;
    sql << "SELECT title FROM crisis_rooms WHERE id = :r", soci::use(hold->room), soci::into(title);
    return json::value(hold_view(colleague, *hold, title));
  });
}

}  // namespace resonanz::api
