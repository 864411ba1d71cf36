// The overview's figures.
#include "measure/overview.h"
#include "api/operations.h"
#include "api/views.h"
#include "ingest/second_look.h"
#include "measure/interval.h"
#include "measure/topics.h"
#include "measure/voices.h"

namespace resonanz::api {
namespace {

constexpr int kMostDays = 366;

template <typename T>
json::value or_null(const std::optional<T>& value) {
  return value ? json::value(*value) : json::value(nullptr);
}

json::object interval_json(const measure::Interval& i) {
  return {{"value", i.value}, {"low", i.low}, {"high", i.high}};
}

json::object tone_json(const measure::Counts& c) {
  const std::int64_t n = c.toned();
  json::value net, share;
  if (n > 0) net = interval_json(measure::net_of(c.positive, c.negative, n));
  if (n > 0) share = interval_json(measure::share_of(c.negative, n));
  return {{"positive", c.positive},
          {"neutral", c.neutral},
          {"negative", c.negative},
          {"unsure", c.unsure},
          {"net", net},
          {"unread", std::max<std::int64_t>(0, c.distinct() - n - c.unsure)},
          {"negative_share", share}};
}

/// `each_once`: without what repeats an earlier mention.
json::array parts_json(const std::vector<measure::Part>& parts, bool each_once = false) {
  const auto counted = [&](const measure::Counts& c) { return each_once ? c.distinct() : c.mentions; };
  json::array out;
  for (const auto& part : parts)
    out.push_back({{"id", part.id ? json::value(id_text(part.id)) : json::value(nullptr)},
                   {"name", part.name},
                   {"count", counted(part.now)},
                   {"before", counted(part.before)},
                   {"duplicates", part.now.repeats},
                   {"tone", tone_json(part.now)}});
  return out;
}

json::object tiles_json(const measure::Overview& o) {
  const measure::Service& s = o.service;
  return {{"mentions", json::object{{"value", o.counts.mentions},
                                    {"before", o.before ? json::value(o.before->mentions) : json::value(nullptr)},
                                    {"duplicates", o.counts.repeats},
                                    {"hidden", s.dismissed},
                                    {"not_about", o.counts.hidden}}},
          {"needs_answer",
           json::object{{"value", s.waiting}, {"over_due", s.over_due}, {"oldest_at", time_or_null(s.oldest_waiting)}}},
          {"first_answer", json::object{{"median_s", or_null(s.first_answer_s)},
                                        {"before_s", or_null(s.first_answer_before_s)},
                                        {"n", s.answers},
                                        {"in_time", s.answers_in_time}}},
          {"cases", json::object{{"open", s.open_cases}, {"closed", s.closed_cases}}}};
}

json::array series_json(const std::vector<measure::Point>& points) {
  json::array out;
  for (const auto& p : points)
    out.push_back({{"at", format_rfc3339(p.at)},
                   {"count", p.count},
                   {"negative", p.negative},
                   {"usual_low", or_null(p.usual_low)},
                   {"usual_high", or_null(p.usual_high)}});
  return out;
}

/// What the request narrows the figures to.
Result<measure::Asked> asked(Call& call) {
  measure::Asked out;
  TRY(out.of.query, id_parameter(call.request, "query"));
  TRY(out.of.source, id_parameter(call.request, "source"));
  TRY(const auto until, time_parameter(call.request, "until"));
  TRY(out.days, whole_parameter(call.request, "days", 14, 1, kMostDays));
  out.of.lang = call.request.parameter("lang");
  out.until = until.value_or(call.now());
  return out;
}

Reply overview(Call& call) {
  TRY(measure::Asked what, asked(call));
  TRY(const auto workspace, call.services.workspace.read());
  what.first_answer_minutes = workspace.first_answer_minutes;
  TRY(const auto o, measure::read_overview(call.services.db, what));
  return ok(json::object{{"days", what.days},
                         {"from", format_rfc3339(o.from)},
                         {"to", format_rfc3339(o.to)},
                         {"unread", o.unread},
                         {"tiles", tiles_json(o)},
                         {"step", o.hourly ? "hour" : "day"},
                         {"series", series_json(o.series)},
                         {"tone", tone_json(o.counts)},
                         {"tone_before", o.before ? json::value(tone_json(*o.before)) : json::value(nullptr)},
                         {"intents", json::object{{"complaints", o.counts.complaints},
                                                  {"questions", o.counts.questions},
                                                  {"ideas", o.counts.ideas},
                                                  {"praise", o.counts.praise}}},
                         {"sources", parts_json(o.sources)},
                         {"languages", parts_json(o.languages)},
                         {"brands", parts_json(o.brands, true)}});
}

Reply topics(Call& call) {
  TRY(const measure::Asked what, asked(call));
  TRY(const auto found, measure::read_topics(call.services.db, what, call.services.models.words));
  json::array items;
  for (const auto& topic : found.topics) {
    json::array terms, examples;
    for (const auto& term : topic.terms) terms.emplace_back(term);
    for (const Id id : topic.examples) examples.emplace_back(id_text(id));
    items.push_back({{"name", topic.name},
                     {"terms", terms},
                     {"count", topic.count},
                     {"before", topic.before},
                     {"negative", topic.negative},
                     {"status", name_of(topic.status)},
                     {"examples", examples}});
  }
  return ok(json::object{{"mentions", found.mentions}, {"looked_at", found.looked_at}, {"compared", found.compared}, {"items", items}});
}

Reply voices(Call& call) {
  TRY(const measure::Asked what, asked(call));
  TRY(const auto found, measure::read_voices(call.services.db, what));
  TRY(const Views views, Views::create(call));
  json::array items;
  for (const auto& voice : found)
    items.push_back({{"ref4", voice.author_ref.substr(0, 4)},
                     {"source", views.source_ref(voice.source)},
                     {"reach", voice.reach},
                     {"count", voice.count},
                     {"negative", voice.negative},
                     {"mention_id", id_text(voice.latest)}});
  return ok(json::object{{"items", items}});
}

Reply lessons(Call& call) {
  json::array items;
  for (const auto& [task, score, used] : call.services.learning.scores())
    items.push_back({{"what", task.what},
                     {"query", task.query ? json::value(id_text(task.query)) : json::value(nullptr)},
                     {"count", score.lessons},
                     {"right_before", score.right_before},
                     {"right_after", score.right_after},
                     {"used", used}});
  json::value doubtful;
  if (call.services.has_second_look) {
    TRY(doubtful, ingest::count_doubtful(call.services.db));
  }
  return ok(json::object{{"items", items}, {"doubtful", doubtful}});
}

}  // namespace

namespace operations {
boost::asio::awaitable<Reply> read_overview(Call& call) { co_return overview(call); }
boost::asio::awaitable<Reply> list_topics(Call& call) { co_return topics(call); }
boost::asio::awaitable<Reply> list_lessons(Call& call) { co_return lessons(call); }
boost::asio::awaitable<Reply> list_voices(Call& call) { co_return voices(call); }
}  // namespace operations
}  // namespace resonanz::api
