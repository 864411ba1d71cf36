// What a query finds in what is stored, and applying it to that.
#include "api/operations.h"
#include "api/views.h"
#include "specs/settings.h"

namespace resonanz::api {
namespace {

std::string day_text(std::int32_t day) { return format_rfc3339(day * kDayUs).substr(0, 10); }

/// "TIME.ID" of the last hit of the page before.
Result<std::optional<history::Entry>> position_from(const json::object& body) {
  std::optional<history::Entry> position;
  TRY(const auto text, optional_text(body, "cursor"));
  if (!text || text->empty()) return position;
  const auto dot = text->find('.');
  const auto at = parse_id(text->substr(0, dot));
  const auto id = dot == std::string::npos ? std::nullopt : parse_id(text->substr(dot + 1));
  if (!at || !id) return fail(Errc::value, "cursor");
  position = {*id, *at};
  return position;
}

history::Wish wish_from(const json::object& body, const std::optional<history::Entry>& below) {
  const auto* patient = body.if_contains("patient");
  history::Wish wish;
  wish.limit = page_size(body);
  wish.below = below;
  wish.per_day = true;
  const bool is_patient = patient && patient->is_bool() && patient->as_bool();
  wish.enough = history::enough_after(
      std::chrono::milliseconds(is_patient ? 1000 * settings::kSearchPatientSeconds : settings::kSearchMilliseconds));
  return wish;
}

Reply preview(Call& call) {
  TRY(const json::object body, call.body());
  TRY(const std::string text, required_text(body, "query"));
  TRY(const auto below, position_from(body));
  TRY(const auto query, search_query(call, text));
  const history::Wish wish = wish_from(body, below);
  TRY(const history::Found found,
      call.services.db.read([&](soci::session& sql) { return call.services.history.find(sql, query, wish); }));
  TRY(const Views views, Views::create(call));
  json::array items, days;
  for (const auto& hit : found.hits) {
    auto row = call.services.inbox.row(hit.id);
    if (!row && row.error().code == Errc::not_found) continue;  // gone since
    if (!row) return row.error();
    const auto spans = listen::match_one(query, row->mention.post);
    row->mention.matches.clear();
    if (spans) row->mention.matches = {ingest::match_from(0, *spans)};
    items.push_back(views.mention(*row));
  }
  for (const auto& [day, count] : found.per_day) days.push_back({{"day", day_text(day)}, {"count", count}});
  json::value next = nullptr;
  if (found.more && !found.hits.empty()) next = fmt::format("{}.{}", found.hits.back().created, found.hits.back().id);
  return ok(json::object{{"total", found.total},
                         {"per_day", days},
                         {"items", items},
                         {"next", next},
                         {"posts", found.posts},
                         {"undecided", found.undecided}});
}

json::object backfill_json(const history::Backfill& job) {
  return {{"query", id_text(job.query)},
          {"version", job.version},
          {"state", history::name_of(job.state)},
          {"looked_at", job.looked_at},
          {"posts", job.posts},
          {"matches", job.matches},
          {"started_at", format_rfc3339(job.started_at)},
          {"ended_at", time_or_null(job.ended_at)},
          {"error_code", job.error_code.empty() ? json::value(nullptr) : json::value(job.error_code)}};
}

Reply all(Call& call) {
  TRY(const auto jobs, call.services.backfills.list());
  json::array items;
  for (const auto& job : jobs) items.push_back(backfill_json(job));
  return ok(json::object{{"items", items}});
}

Reply begin(Call& call) {
  TRY(const Id id, call.id());
  TRY(const auto job, call.services.backfills.begin(id, call.user().id));
  return ok(backfill_json(job), 202);
}

Reply cancel(Call& call) {
  TRY(const Id id, call.id());
  TRY(const auto job, call.services.backfills.cancel(id, call.user().id));
  return ok(backfill_json(job));
}

}  // namespace

namespace operations {
using boost::asio::awaitable;
awaitable<Reply> preview_query(Call& call) { co_return preview(call); }
awaitable<Reply> list_backfills(Call& call) { co_return all(call); }
awaitable<Reply> begin_backfill(Call& call) { co_return begin(call); }
awaitable<Reply> cancel_backfill(Call& call) { co_return cancel(call); }
}  // namespace operations
}  // namespace resonanz::api
