// The privacy desk in the web: requests of people outside, and what the data protection officer looks at.
#include "api/operations.h"
#include "api/views.h"
#include "govern/expiry.h"
#include "govern/limits.h"
#include "ingest/deletions.h"

namespace resonanz::api {
namespace {

constexpr int kRequestsPage = 100;

struct Named {
  std::string network, person;
};

Result<Named> read_person(const json::object& body) {
  Named named;
  TRY(named.network, required_text(body, "network", 100));
  TRY(named.person, required_text(body, "person", 2000));
  return named;
}

json::object request_json(const govern::Request& request, const Views& views) {
  json::object out = govern::to_json(request);
  out["by"] = views.user_ref(parse_id(request.actor).value_or(0));
  return out;
}

Reply requests(Call& call) {
  TRY(const auto found, call.services.desk.list(parse_id(call.request.parameter("cursor")).value_or(0), kRequestsPage));
  TRY(const Views views, Views::create(call));
  json::array items;
  for (const auto& request : found) items.push_back(request_json(request, views));
  const bool more = static_cast<int>(found.size()) == kRequestsPage;
  return ok(
      json::object{{"items", items}, {"next", more ? json::value(id_text(found.back().id)) : json::value(nullptr)}});
}

Result<govern::Request> carry_out(Call& call, const std::string& kind, const Named& who) {
  auto& desk = call.services.desk;
  if (kind == "erase") return desk.erase(who.network, who.person, call.actor());
  if (kind == "optout") return desk.opt_out(who.network, who.person, call.actor());
  if (kind == "restrict") return desk.restrict(who.network, who.person, call.actor());
  if (kind == "release") return desk.release(who.network, who.person, call.actor());
  return fail(Errc::value, "kind");
}

Reply make_request(Call& call) {
  TRY(const json::object body, call.body());
  TRY(const std::string kind, required_text(body, "kind"));
  TRY(const Named who, read_person(body));
  TRY(const auto request, carry_out(call, kind, who));
  if (kind == "erase") CHECK_OK(call.services.queries.load());  // lists may have lost a line
  TRY(const Views views, Views::create(call));
  return ok(request_json(request, views), 201);
}

Reply make_export(Call& call) {
  TRY(const json::object body, call.body());
  TRY(const Named who, read_person(body));
  TRY(const json::object copy, call.services.desk.export_person(who.network, who.person, call.actor()));
  net::Response response = ok(copy);
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"resonanz-export.json\"");
  return response;
}

json::array limits_json(const govern::Counts& gone) {
  json::array out;
  for (const auto& limit : govern::limits()) {
    const auto count = gone.find(std::string(limit.table));
    out.push_back({{"table", limit.table},
                   {"days", limit.days < 0 ? json::value(nullptr) : json::value(limit.days)},
                   {"from", limit.from},
                   {"with", limit.with},
                   {"keep", limit.keep},
                   {"outside", limit.outside},
                   {"expired", count == gone.end() ? 0 : count->second}});
  }
  return out;
}

/// Assessments in the order in which they are due.
json::array assessments_json(const std::vector<sources::Source>& all) {
  std::vector<const sources::Source*> sorted;
  for (const auto& source : all) sorted.push_back(&source);
  std::sort(sorted.begin(), sorted.end(),
            [](auto* a, auto* b) { return a->assessment.review_date < b->assessment.review_date; });
  json::array out;
  for (const auto* source : sorted)
    out.push_back(
        {{"source", json::object{{"id", id_text(source->id)}, {"name", source->name}, {"kind", source->kind}}},
         {"owner", source->assessment.owner},
         {"approved", source->assessment.approved},
         {"review_date", source->assessment.review_date},
         {"state", name_of(source->state)}});
  return out;
}

Reply report(Call& call) {
  auto& services = call.services;
  TRY(const auto last, govern::last_expiry(services.db));
  TRY(const auto delays, ingest::read_deletions(services.db));
  TRY(const auto sources, services.sources.list());
  std::map<std::int64_t, std::int64_t> all;
  std::int64_t deletions = 0;
  for (const auto& [source, classes] : delays)
    for (const auto& [bound, n] : classes) all[bound] += n, deletions += n;
  const auto p95 = ingest::p95_seconds(all);
  return ok(json::object{
      {"limits", limits_json(last.counts)},
      {"expiry", json::object{{"at", time_or_null(last.at ? std::optional(last.at) : std::nullopt)}}},
      {"deletions", json::object{{"count", deletions}, {"p95_s", p95 ? json::value(*p95) : json::value(nullptr)}}},
      {"assessments", assessments_json(sources)}});
}

}  // namespace

namespace operations {
boost::asio::awaitable<Reply> list_privacy_requests(Call& call) { co_return requests(call); }
boost::asio::awaitable<Reply> create_privacy_request(Call& call) { co_return make_request(call); }
boost::asio::awaitable<Reply> export_person(Call& call) { co_return make_export(call); }
boost::asio::awaitable<Reply> read_privacy_report(Call& call) { co_return report(call); }
}  // namespace operations
}  // namespace resonanz::api
