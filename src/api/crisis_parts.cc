#include "api/crisis_parts.h"

#include "crisis/level.h"
#include "measure/interval.h"
#include "specs/settings.h"

namespace resonanz::api {
namespace {

using crisis::Report;
using crisis::Room;

template <typename T>
json::value or_null(const std::optional<T>& value) {
  return value ? json::value(*value) : json::value(nullptr);
}

json::object stated_view(const Views& views, const crisis::Stated& stated) {
  return {{"fact", name_of(stated.fact)},
          {"value", stated.value},
          {"by", views.user_ref(stated.by)},
          {"at", format_rfc3339(stated.at)},
          {"note", stated.note}};
}

}  // namespace

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

}  // namespace resonanz::api
