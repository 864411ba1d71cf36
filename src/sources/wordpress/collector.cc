#include "sources/wordpress/collector.h"

#include "sources/json.h"
#include "sources/wordpress/entry.h"
#include "specs/settings.h"

namespace resonanz::sources::wordpress {
namespace {

namespace asio = boost::asio;

constexpr int kPageSize = 100;  // the API's ceiling
constexpr int kMostPages =
    static_cast<int>(settings::kSourceBatch) / kPageSize / 2;  // posts and comments share a batch
constexpr int kPollsToLookBack = 5;
constexpr std::size_t kMostChecks = 20;  // single look-ups in one look back
constexpr TimeUs kBeginning = kDayUs;    // WordPress takes the very second 1970-01-01 for no date at all

std::string date_text(TimeUs time) { return format_rfc3339(std::max(time, kBeginning) / kSecondUs * kSecondUs); }

}  // namespace

const Collector::Stream Collector::kPosts = {"wp/v2/posts", kPostFields,    "modified_after",
                                             "modified",    "modified_gmt", false};
const Collector::Stream Collector::kComments = {"wp/v2/comments", kCommentFields, "after",
                                                "date_gmt",       "date_gmt",     true};

Collector::Collector(Site& site, const Config& config, const host::Clock& clock) : site_(site), clock_(clock) {
  const std::string content = json::text(config.settings, "content");
  posts_ = content != "comments";
  comments_ = content != "posts";
  history_days_ = json::number(config.settings, "history_days", 30);
  poll_seconds_ = std::max<std::int64_t>(1, json::number(config.settings, "poll_seconds", 60));
}

Cursor Collector::start() const {
  Cursor cursor;
  const TimeUs now = clock_.now();
  cursor.since = history_days_ > 0 ? std::max<TimeUs>(0, now - history_days_ * kDayUs) : 0;
  cursor.posts.after = cursor.comments.after = cursor.since;
  cursor.swept = now;
  return cursor;
}

asio::awaitable<Result<Batch>> Collector::step(std::string text) {
  Cursor cursor = start();
  if (!text.empty()) {
    CO_TRY(cursor, Cursor::parse(text));
  }
  Batch batch;
  bool more = false;
  if (posts_) {
    CO_TRY(const bool again, co_await read_news(&kPosts, &cursor.posts, &batch));
    more = more || again;
  }
  if (comments_) {
    CO_TRY(const bool again, co_await read_news(&kComments, &cursor.comments, &batch));
    more = more || again;
  }
  const TimeUs now = clock_.now();
  if (!more && now - cursor.swept >= kPollsToLookBack * poll_seconds_ * kSecondUs) {
    cursor.swept = now;
    if (posts_) CO_CHECK_OK(co_await look_back(&kPosts, &cursor.posts, cursor.since, &batch));
    if (comments_) CO_CHECK_OK(co_await look_back(&kComments, &cursor.comments, cursor.since, &batch));
  }
  batch.cursor = cursor.text();
  if (!more) batch.pause = std::chrono::seconds(poll_seconds_);
  co_return batch;
}

/// True if there is more to read at once.
asio::awaitable<Result<bool>> Collector::read_news(const Stream* stream, Track* track, Batch* batch) {
  // "after" is exclusive with a grain of one second: overlap by one, what is known stays quiet.
  const std::string after = date_text(track->after - kSecondUs);
  TimeUs newest = track->after;
  std::int64_t pages = 1;
  int page = track->page;
  for (int read = 0; read < kMostPages && page <= pages + track->page - 1; ++read, ++page) {
    const std::string query =
        fmt::format("{}={}&orderby={}&order=asc&per_page={}&page={}&_fields={}{}", stream->after, after,
                    stream->orderby, kPageSize, page, stream->fields, stream->comments ? "" : "&_embed=author");
    Result<Answer> answer = co_await site_.get(std::string(stream->route), query);
    if (!answer && has_code(answer.error(), "rest_post_invalid_page_number")) break;  // entries were deleted meanwhile
    if (!answer && has_code(answer.error(), "rest_comment_invalid_page_number")) break;
    if (!answer) co_return std::move(answer).error();
    if (!answer->json.is_array()) co_return fail(Errc::protocol, "the site answered no list");
    for (const auto& entry : answer->json.get_array()) {
      deliver(entry, *track, *batch);
      if (const auto date = parse_rfc3339(json::text(entry, stream->date))) newest = std::max(newest, *date);
    }
    pages = answer->pages - track->page + 1;
  }
  const bool more = page <= pages + track->page - 1;
  const bool stuck = more && newest - kSecondUs <= track->after;  // a full batch inside one second: go on by page
  track->page = stuck ? page : 1;
  if (!stuck) track->after = newest;
  co_return more;
}

void Collector::deliver(const boost::json::value& entry, Track& track, Batch& batch) const {
  Item item = item_of(entry);
  const std::int64_t id = json::number(entry, "id");
  if (!item.problem && track.known.has(id, item.revision)) return;
  if (!item.problem) track.known.put(id, item.revision);
  const auto date = parse_rfc3339(json::text(entry, is_comment(entry) ? "date_gmt" : "modified_gmt"));
  if (date) batch.latest = std::max(batch.latest.value_or(0), *date);
  batch.items.push_back(std::move(item));
}

asio::awaitable<Status> Collector::look_back(const Stream* stream, Track* track, TimeUs since, Batch* batch) {
  // The newest by date: edits, comments approved late, posts published by schedule.
  const std::string query = fmt::format("after={}&orderby={}&order=desc&per_page={}&_fields={}{}", date_text(since),
                                        stream->comments ? "date_gmt" : "date", kPageSize, stream->fields,
                                        stream->comments ? "" : "&_embed=author");
  Result<Answer> recent = co_await site_.get(std::string(stream->route), query);
  if (!recent) co_return std::move(recent).error();
  std::set<std::int64_t> present;
  if (recent->json.is_array())
    for (const auto& entry : recent->json.get_array()) {
      present.insert(json::number(entry, "id"));
      deliver(entry, *track, *batch);
    }
  std::vector<std::int64_t> missing;
  for (const auto& [id, revision] : track->known.entries())
    if (!present.contains(id)) missing.push_back(id);
  for (std::size_t from = 0; from < missing.size(); from += kPageSize) {
    const auto end = missing.begin() + static_cast<std::ptrdiff_t>(std::min(missing.size(), from + kPageSize));
    std::vector<std::int64_t> part(missing.begin() + static_cast<std::ptrdiff_t>(from), end);
    CO_CHECK_OK(co_await check_missing(stream, std::move(part), track, batch));
  }
  co_return done();
}

/// Known entries that are not among the newest: changed, or gone. Gone is believed only when the entry itself says so.
asio::awaitable<Status> Collector::check_missing(const Stream* stream, std::vector<std::int64_t> ids, Track* track,
                                                 Batch* batch) {
  const std::string query = fmt::format("include={}&per_page={}&_fields={}{}", fmt::join(ids, ","), kPageSize,
                                        stream->fields, stream->comments ? "" : "&_embed=author");
  Result<Answer> answer = co_await site_.get(std::string(stream->route), query);
  if (!answer) co_return std::move(answer).error();
  if (!answer->json.is_array()) co_return fail(Errc::protocol, "the site answered no list");
  for (const auto& entry : answer->json.get_array()) {
    std::erase(ids, json::number(entry, "id"));
    deliver(entry, *track, *batch);
  }
  if (ids.size() > kMostChecks) ids.resize(kMostChecks);  // the rest is looked at next time
  for (const std::int64_t id : ids) {
    Result<Answer> entry = co_await site_.get(fmt::format("{}/{}", stream->route, id), "_fields=id,status");
    const std::string status = entry ? json::text(entry->json, "status") : "";
    const bool hidden = entry && status != "approved" && status != "publish";
    const bool gone = !entry && (entry.error().code == Errc::gone || has_code(entry.error(), "rest_cannot_read") ||
                                 has_code(entry.error(), "rest_forbidden"));
    if (!entry && !gone) co_return std::move(entry).error();
    if (!hidden && !gone) continue;
    track->known.erase(id);
    Item item;
    item.op = Op::remove;
    item.native_id = fmt::format("{}:{}", stream->comments ? "comment" : "post", id);
    item.revision = fmt::format("removed-{}", clock_.now());
    batch->items.push_back(std::move(item));
  }
  co_return done();
}

}  // namespace resonanz::sources::wordpress
