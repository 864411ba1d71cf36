// A crisis room's report and its hours.
#include "api/crisis_view.h"
#include "api/operations.h"
#include "crisis/pulse.h"

namespace resonanz::api {
namespace {

constexpr std::int64_t kHoursBefore = 48, kMostHours = 14 * 24;

json::value minutes(const std::optional<TimeUs>& took) {
  return took ? json::value(static_cast<double>(*took) / static_cast<double>(kMinuteUs)) : json::value(nullptr);
}

Reply report(Call& call) {
  TRY(const Id id, call.id());
  TRY(const crisis::Report r, crisis::read_report(call.services.db, id, call.now()));
  TRY(const Views views, Views::create(call));
  return ok(json::object{
      {"room", room_view(call, views, r)},
      {"generated_at", format_rfc3339(r.at)},
      {"whole", !r.room.is_open()},
      {"delays", json::object{{"alarm_to_room", minutes(r.delays.alarm_to_room)},
                              {"alarm_to_answer", minutes(r.delays.alarm_to_answer)},
                              {"alarm_to_statement", minutes(r.delays.alarm_to_statement)},
                              {"room_to_statement", minutes(r.delays.room_to_statement)}}},
      {"clocks", json::object{{"met", r.clocks_met}, {"missed", r.clocks_missed}, {"running", r.clocks_running}}},
      {"steps", json::object{{"done", r.steps_done}, {"skipped", r.steps_skipped}, {"open", r.steps_open}}},
      {"held", r.held}});
}

Reply download(Call& call) {
  TRY(const Id id, call.id());
  TRY(const crisis::Report r, crisis::read_report(call.services.db, id, call.now()));
  TRY(const Views views, Views::create(call));
  crisis::Reader reader = reader_of(call, views);
  const std::string wanted(call.request.parameter("language"));
  if (wanted == "de" || wanted == "en") reader.language = wanted;
  net::Response response;
  response.body = crisis::report_text(r, reader);
  response.content_type = "text/markdown; charset=utf-8";
  response.headers.emplace_back("Content-Disposition",
                                fmt::format("attachment; filename=\"resonanz-crisis-{}.md\"", id));
  return response;
}

json::object point(const crisis::HourSeen& hour) {
  const bool known = hour.usual.has_value();
  return {{"at", format_rfc3339(hour.hour * kHourUs)},
          {"count", hour.mentions},
          {"negative", hour.negative},
          {"usual_low", known ? json::value(hour.usual->low) : json::value(nullptr)},
          {"usual_high", known ? json::value(hour.usual->high) : json::value(nullptr)},
          {"negative_usual_high", hour.negative_high ? json::value(*hour.negative_high) : json::value(nullptr)},
          {"unusual", hour.unusual}};
}

Reply series(Call& call) {
  TRY(const Id id, call.id());
  TRY(const crisis::Room room, call.services.crisis.rooms.find(id));
  const TimeUs until = room.closed_at.value_or(call.now());
  const std::int64_t to = notice::hour_of(until),
                     from = std::max(notice::hour_of(room.began_at) - kHoursBefore, to - kMostHours);
  TRY(const auto course, call.services.db.read([&](soci::session& sql) -> Result<crisis::Course> {
    return crisis::read_course(sql, room, from, until);
  }));
  json::array points;
  for (const auto& hour : course.hours) points.push_back(point(hour));
  return ok(json::object{{"from", format_rfc3339(from * kHourUs)},
                         {"to", format_rfc3339(until)},
                         {"began_at", format_rfc3339(room.began_at)},
                         {"points", points}});
}

}  // namespace

namespace operations {
using boost::asio::awaitable;
awaitable<Reply> read_room_report(Call& call) { co_return report(call); }
awaitable<Reply> download_room_report(Call& call) { co_return download(call); }
awaitable<Reply> read_room_series(Call& call) { co_return series(call); }
}  // namespace operations
}  // namespace resonanz::api
