// What the NOTs of a query take away.
#include "api/operations.h"
#include "api/views.h"
#include "listen/exclusions.h"
#include "listen/print.h"
#include "specs/settings.h"

namespace resonanz::api {
namespace {

constexpr int kLostDays = 30;

/// What was lost, post by post, and which condition took it away.
class LostTally {
 public:
  LostTally(const listen::Query& query, std::size_t limit)
      : query_(query), limit_(limit), conditions_(listen::excluded_conditions(query)), counts_(conditions_.size()) {}

  void add(const ingest::Mention& mention) {
    document_.assign(mention.post);
    ++total_;
    std::vector<listen::Span> spans;
    for (std::size_t i = 0; i < conditions_.size(); ++i) {
      if (!listen::is_true(query_, conditions_[i], document_)) continue;
      ++counts_[i];
      for (const auto& span : listen::spans_of(query_, conditions_[i], document_)) spans.push_back(span);
    }
    if (hits_.size() < limit_) hits_.emplace_back(mention.id, ingest::match_from(0, spans));
  }

  Result<json::object> finish(Call& call, const std::string& text, std::int64_t posts) const {
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
    return json::object{{"days", kLostDays}, {"scanned", posts},     {"total", total_},
                        {"query", text},     {"excluded", excluded}, {"items", items}};
  }

 private:
  const listen::Query& query_;
  std::size_t limit_;
  std::int64_t total_ = 0;
  std::vector<listen::NodeId> conditions_;
  std::vector<std::int64_t> counts_;
  std::vector<std::pair<Id, ingest::Match>> hits_;
  listen::Document document_;
};

/// The posts of the last days that `lost` finds; `posts` is how many those days brought.
Status look_at_all(Call& call, soci::session& sql, const listen::Query& lost, LostTally& tally, std::int64_t& posts) {
  const TimeUs since = call.now() - kLostDays * kDayUs;
  sql << "SELECT count(*) FROM mentions WHERE received_at >= :t AND deleted_at IS NULL", soci::use(since),
      soci::into(posts);
  history::Wish wish;
  wish.limit = static_cast<std::size_t>(settings::kSearchInboxHits);
  wish.enough = history::enough_after(std::chrono::seconds(settings::kSearchPatientSeconds));
  TRY(const history::Found found, call.services.history.find(sql, lost, wish));
  const ingest::Mentions mentions(call.services.keys);
  for (const auto& hit : found.hits) {
    TRY(const auto mention, mentions.load(sql, hit.id));
    if (mention.received_at >= since) tally.add(mention);
  }
  return done();
}

Reply lost(Call& call) {
  TRY(const json::object body, call.body());
  TRY(const std::string text, required_text(body, "query"));
  TRY(const auto query, search_query(call, text));
  const auto lost_text = listen::lost_by_exclusion(query);
  if (!lost_text)
    return ok(json::object{{"days", kLostDays},
                           {"scanned", 0},
                           {"total", 0},
                           {"query", nullptr},
                           {"excluded", json::array()},
                           {"items", json::array()}});
  TRY(const auto lost, call.services.queries.parse(*lost_text, listen::Rules::search));
  LostTally tally(query, page_size(body));
  std::int64_t posts = 0;
  CHECK_OK(call.services.db.read([&](soci::session& sql) { return look_at_all(call, sql, lost, tally, posts); }));
  TRY(json::object out, tally.finish(call, *lost_text, posts));
  return ok(out);
}

}  // namespace

namespace operations {
boost::asio::awaitable<Reply> find_lost(Call& call) { co_return lost(call); }
}  // namespace operations
}  // namespace resonanz::api
