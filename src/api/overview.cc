// The overview's figures.
#include "measure/overview.h"
#include "api/operations.h"

namespace resonanz::api {
namespace {

template <typename T>
json::value or_null(const std::optional<T>& value) {
  return value ? json::value(*value) : json::value(nullptr);
}

json::object tiles(const measure::Overview& o) {
  return {{"mentions",
           json::object{
               {"value", o.mentions}, {"before", or_null(o.mentions_before)}, {"duplicates", 0}, {"hidden", o.hidden}}},
          {"needs_answer",
           json::object{{"value", o.waiting}, {"over_due", o.over_due}, {"oldest_at", time_or_null(o.oldest_waiting)}}},
          {"first_answer", json::object{{"median_s", or_null(o.first_answer_s)},
                                        {"before_s", or_null(o.first_answer_before_s)},
                                        {"n", o.answers},
                                        {"in_time", o.answers_in_time}}},
          {"cases", json::object{{"open", o.open_cases}, {"closed", o.closed_cases}}}};
}

Reply overview(Call& call) {
  const int days = number_parameter(call.request, "days", 14, 1, 90);
  TRY(const auto workspace, call.services.workspace.read());
  TRY(const auto o, measure::read_overview(call.services.db, call.now(), days, workspace.first_answer_minutes));
  json::array series, networks;
  for (const auto& p : o.series)
    series.push_back({{"at", format_rfc3339(p.at)},
                      {"count", p.count},
                      {"usual_low", or_null(p.usual_low)},
                      {"usual_high", or_null(p.usual_high)}});
  for (const auto& [network, n] : o.networks) networks.push_back({{"network", network}, {"count", n}});
  return ok(json::object{{"days", days},
                         {"from", format_rfc3339(o.from)},
                         {"to", format_rfc3339(o.to)},
                         {"tiles", tiles(o)},
                         {"step", o.hourly ? "hour" : "day"},
                         {"series", series},
                         {"networks", networks}});
}

}  // namespace

namespace operations {
boost::asio::awaitable<Reply> read_overview(Call& call) { co_return overview(call); }
}  // namespace operations
}  // namespace resonanz::api
