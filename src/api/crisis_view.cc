#include "api/crisis_view.h"

#include "crisis/level.h"
#include "measure/interval.h"
#include "notice/hour_counts.h"
#include "specs/settings.h"

namespace resonanz::api {
namespace {

using crisis::Report;
using crisis::Room;

constexpr std::size_t kExamples = 3;

json::value id_or_null(Id id) { return id == 0 ? json::value(nullptr) : json::value(id_text(id)); }
template <typename T>
json::value or_null(const std::optional<T>& value) {
  return value ? json::value(*value) : json::value(nullptr);
}
json::array id_list(const std::vector<Id>& ids) {
  json::array out;
  for (const Id id : ids) out.emplace_back(id_text(id));
  return out;
}
json::object room_ref(Id id, const std::string& title, bool drill) {
  return {{"id", id_text(id)}, {"title", title}, {"drill", drill}};
}

json::object stated_view(const Views& views, const crisis::Stated& stated) {
  return {{"fact", name_of(stated.fact)},
          {"value", stated.value},
          {"by", views.user_ref(stated.by)},
          {"at", format_rfc3339(stated.at)},
          {"note", stated.note}};
}

json::object severity_view(const Views& views, const Report& report, const crisis::Reader& reader) {
  json::array parts;
  for (const crisis::Part& part : report.severity.parts) {
    const auto fact = crisis::fact_of(part.part);
    json::value stated = nullptr;
    for (const crisis::Stated& said : report.room.facts)
      if (fact && said.fact == *fact) stated = stated_view(views, said);
    parts.push_back({{"part", name_of(part.part)},
                     {"points", part.points},
                     {"max", part.max},
                     {"measured", !fact},
                     {"ground", crisis::ground(part, report.room.measured, report.room.facts, reader)},
                     {"value", or_null(part.value)},
                     {"stated", stated}});
  }
  return {{"points", report.severity.points}, {"max", report.severity.max}, {"parts", parts}};
}

json::object level_view(const Views& views, const Report& report) {
  const Room& room = report.room;
  const crisis::Derived derived = crisis::derive_level(report.severity.points, room.facts);
  json::array history, facts;
  for (const auto& change : room.levels)
    history.push_back({{"level", change.level},
                       {"from", format_rfc3339(change.at)},
                       {"by", views.user_ref(change.by)},
                       {"reason", change.reason}});
  for (const auto& stated : room.facts)
    if (!stated.value.empty()) facts.push_back(stated_view(views, stated));
  return {{"value", room.level},
          {"since", format_rfc3339(room.levels.empty() ? room.opened_at : room.levels.back().at)},
          {"derived", derived.level},
          {"because", derived.because ? name_of(*derived.because) : "severity"},
          {"set_by", room.set ? views.user_ref(room.set->by) : json::value(nullptr)},
          {"reason", room.set ? room.set->reason : ""},
          {"history", history},
          {"facts", facts}};
}

json::object quiet_view(const Room& room, const crisis::Reader& reader) {
  const crisis::Measured& m = room.measured;
  json::value last = nullptr;
  if (m.last_unusual) last = json::value(format_rfc3339((*m.last_unusual + 1) * kHourUs));
  return {{"proposed_at", time_or_null(room.proposed_at)},
          {"quiet_hours", m.quiet_hours},
          {"needed_hours", settings::kCrisisQuietHours},
          {"usual", m.history >= settings::kCrisisHistoryHours},
          {"last_unusual_at", last},
          {"ground", crisis::quiet_ground(room, reader)},
          {"withdrawn_at", time_or_null(room.withdrawn_at)}};
}

json::object step_view(const Views& views, const crisis::Step& step, TimeUs now) {
  return {{"id", id_text(step.id)},
          {"level", step.level},
          {"text", step.text},
          {"owner", views.user_ref(step.owner)},
          {"due_at", time_or_null(step.due_at)},
          {"state", step.state},
          {"done_at", time_or_null(step.done_at)},
          {"done_by", views.user_ref(step.done_by)},
          {"note", step.note},
          {"added_by", views.user_ref(step.added_by)},
          {"overdue", step.state == "open" && step.due_at && *step.due_at < now}};
}

json::object figures_view(const Room& room) {
  const crisis::Measured& m = room.measured;
  json::value share = nullptr, peak_at = nullptr;
  if (m.judged > 0) {
    const auto interval = measure::share_of(m.negative, m.judged);
    share = json::object{{"value", interval.value}, {"low", interval.low}, {"high", interval.high}};
  }
  if (m.peak_hour) peak_at = json::value(format_rfc3339(*m.peak_hour * kHourUs));
  return {{"mentions", m.mentions}, {"negative", m.negative},
          {"judged", m.judged},     {"negative_share", share},
          {"peak", m.peak},         {"usual_high", or_null(m.peak_usual)},
          {"peak_at", peak_at},     {"hours", m.hours(room.began_at)}};
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

/// Clocks of the present round; once the room is closed, of the last one.
json::array clocks_view(const Views& views, const Room& room, TimeUs now) {
  json::array out;
  for (const auto kind : {crisis::ClockKind::look, crisis::ClockKind::answer, crisis::ClockKind::statement}) {
    const crisis::Clock* last = nullptr;
    for (const crisis::Clock& clock : room.clocks)
      if (clock.kind == kind && (!clock.ended_at || !room.is_open())) last = &clock;
    if (last) out.push_back(clock_view(views, *last, now));
  }
  return out;
}

}  // namespace

crisis::Reader reader_of(const Call& call, const Views& views) {
  return {call.language, [&views](Id user) -> std::string {
            const json::value ref = views.user_ref(user);
            return ref.is_object() ? std::string(ref.at("name").as_string()) : "";
          }};
}

json::object clock_view(const Views& views, const crisis::Clock& clock, TimeUs now) {
  return {{"kind", name_of(clock.kind)},
          {"level", clock.level},
          {"started_at", format_rfc3339(clock.started_at)},
          {"due_at", format_rfc3339(clock.due_at)},
          {"met_at", time_or_null(clock.met_at)},
          {"met_by", views.user_ref(clock.met_by)},
          {"note", clock.note},
          {"missed", clock.missed(now)},
          {"near", clock.near(now)}};
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
          {"trigger", id_list(room.posts)},
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
          {"target_ids", id_list(room.targets)}};
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
