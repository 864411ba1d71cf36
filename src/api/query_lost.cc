// What the NOTs of a query take away.
#include "api/operations.h"
#include "api/views.h"
#include "listen/exclusions.h"
#include "listen/print.h"
#include "specs/settings.h"

namespace resonanz::api {
namespace {

constexpr int kLostDays = 30;

/// Looks for what is lost among the posts of the last days, newest first.
class LostSearch {
 public:
  LostSearch(const listen::Query& query, const listen::Query& lost, std::int64_t limit)
      : query_(query),
        lost_(lost),
        limit_(limit),
        conditions_(listen::excluded_conditions(query)),
        counts_(conditions_.size()) {}

  /// False once enough was seen.
  bool look(const ingest::Mention& mention, TimeUs since) {
    if (mention.received_at < since) return false;
    if (++scanned_ > settings::kSearchScan) return false;
    document_.assign(mention.post);
    if (!listen::matches(lost_, document_)) return true;
    ++total_;
    std::vector<listen::Span> spans;
    for (std::size_t i = 0; i < conditions_.size(); ++i) {
      if (!listen::is_true(query_, conditions_[i], document_)) continue;
      ++counts_[i];
      for (const auto& span : listen::spans_of(query_, conditions_[i], document_)) spans.push_back(span);
    }
    if (static_cast<std::int64_t>(hits_.size()) < limit_) hits_.emplace_back(mention.id, ingest::match_from(0, spans));
    return true;
  }

  Result<json::object> finish(Call& call, const std::string& text) const {
    TRY(const Views views, Views::create(call));
    json::array items, excluded;
    for (const auto& [id, match] : hits_) {
      TRY(auto row, call.services.inbox.row(id));
      row.mention.matches = {match};
      items.push_back(views.mention(row));
    }
    for (std::size_t i = 0; i < conditions_.size(); ++i)
      excluded.push_back({{"text", listen::to_text(query_, conditions_[i])},
                          {"offset", query_.nodes[conditions_[i]].offset},
                          {"count", counts_[i]}});
    return json::object{{"days", kLostDays},    {"scanned", std::min(scanned_, settings::kSearchScan)},
                        {"total", total_},      {"query", text},
                        {"excluded", excluded}, {"items", items}};
  }

 private:
  const listen::Query &query_, &lost_;
  std::int64_t limit_, total_ = 0, scanned_ = 0;
  std::vector<listen::NodeId> conditions_;
  std::vector<std::int64_t> counts_;
  std::vector<std::pair<Id, ingest::Match>> hits_;
  listen::Document document_;
};

Reply lost(Call& call) {
  TRY(const json::object body, call.body());
  TRY(const std::string text, required_text(body, "query"));
  const auto* wanted = body.if_contains("limit");
  const std::int64_t limit = wanted && wanted->is_int64() ? std::clamp<std::int64_t>(wanted->as_int64(), 0, 50) : 20;
  TRY(const auto query, call.services.queries.parse(text, listen::Rules::search));
  const auto lost_text = listen::lost_by_exclusion(query);
  if (!lost_text)
    return ok(json::object{{"days", kLostDays},
                           {"scanned", 0},
                           {"total", 0},
                           {"query", nullptr},
                           {"excluded", json::array()},
                           {"items", json::array()}});
  TRY(const auto lost, call.services.queries.parse(*lost_text, listen::Rules::search));
  LostSearch search(query, lost, limit);
  const TimeUs since = call.now() - kLostDays * kDayUs;
  const ingest::Mentions mentions(call.services.keys);
  CHECK_OK(call.services.db.read([&](soci::session& sql) -> Status {
    const auto look = [&](const ingest::Mention& mention) { return search.look(mention, since); };
    return mentions.scan(sql, look);
  }));
  TRY(json::object out, search.finish(call, *lost_text));
  return ok(out);
}

}  // namespace

namespace operations {
boost::asio::awaitable<Reply> find_lost(Call& call) { co_return lost(call); }
}  // namespace operations
}  // namespace resonanz::api
