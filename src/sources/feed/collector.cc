#include "sources/feed/collector.h"

#include "host/random.h"
#include "sources/feed/discovery.h"
#include "sources/feed/schedule.h"
#include "sources/json.h"
#include "specs/settings.h"

namespace resonanz::sources::feed {
namespace {

namespace asio = boost::asio;

constexpr int kMovesToBelieve = 3;
constexpr int kOlderPages = 4;                // beside the first
constexpr std::int64_t kLease = 10 * 86'400;  // seconds
constexpr std::int64_t kLeaseAfterFailure = 3600;
constexpr std::size_t kMostTried = 3;  // feeds that a page names
constexpr std::size_t kMostItems = settings::kSourceBatch;
constexpr std::string_view kAccept =
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, "
    "text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.1";

/// A permanent redirect is believed once it was seen a few times running: some are set up by mistake.
void note_move(const net::HttpResponse& response, Cursor& cursor) {
  if (response.moved_to != cursor.moved_to) cursor.moved_times = 0;
  cursor.moved_to = response.moved_to;
  if (cursor.moved_to.empty() || ++cursor.moved_times < kMovesToBelieve) return;
  cursor.url = std::exchange(cursor.moved_to, "");
  cursor.moved_times = 0;
  cursor.forget_validators();
}

void note_offers(const net::HttpResponse& response, const Feed& feed, Cursor& cursor) {
  cursor.pace = feed.pace;
  auto hubs = links_in_header(response, "hub"), selves = links_in_header(response, "self");
  hubs.insert(hubs.end(), feed.hubs.begin(), feed.hubs.end());
  selves.push_back(feed.self);
  const auto secure =
      std::find_if(hubs.begin(), hubs.end(), [](const std::string& hub) { return hub.starts_with("https:"); });
  cursor.hub = hubs.empty() ? "" : secure != hubs.end() ? *secure : hubs.front();
  cursor.topic = selves.front();
}

Probe probe_of(const Feed& feed, const std::string& url) {
  Probe probe;
  probe.title = feed.title;
  probe.settings["url"] = url;
  probe.notes.push_back(fmt::format("{} entries", feed.posts.size()));
  return probe;
}

}  // namespace

Collector::Collector(const Config& config, Services services)
    : services_(std::move(services)),
      url_(json::text(config.settings, "url")),
      callback_(json::text(config.settings, "callback")),
      forced_s_(std::max<std::int64_t>(0, json::number(config.settings, "poll_seconds"))) {}

Result<Cursor> Collector::begin(const std::string& text) const {
  Cursor cursor;
  if (!text.empty()) {
    TRY(cursor, Cursor::parse(text));
  }
  if (cursor.configured == url_) return cursor;
  cursor.configured = cursor.url = url_;
  cursor.moved_to.clear();
  cursor.forget_validators();
  return cursor;
}

asio::awaitable<Result<net::HttpResponse>> Collector::fetch(std::string url, const Cursor* cursor) {
  net::HttpRequest request;
  request.url = std::move(url);
  request.headers.push_back({"Accept", std::string(kAccept)});
  if (cursor && !cursor->etag.empty()) request.headers.push_back({"If-None-Match", cursor->etag});
  if (cursor && !cursor->modified.empty()) request.headers.push_back({"If-Modified-Since", cursor->modified});
  co_return co_await services_.egress.fetch(std::move(request));
}

asio::awaitable<Result<Batch>> Collector::step(std::string text) {
  CO_TRY(Cursor cursor, begin(text));
  CO_TRY(const net::HttpResponse response, co_await fetch(cursor.url, &cursor));
  const bool unchanged = response.status == 304 && !cursor.answered_by.empty();
  if (!unchanged && !response.ok()) co_return refusal(response, cursor.interval_s);
  Batch batch;
  bool again = false;
  if (!unchanged) {
    CO_TRY(again, co_await read(&response, text.empty(), &cursor, &batch));
  } else if (response.url != cursor.answered_by) {  // another place knows nothing of these validators
    cursor.forget_validators();
    again = true;
  }
  note_move(response, cursor);
  if (!callback_.empty()) {
    const bool pending = co_await subscribe(&cursor);
    again = again || pending;
  }
  if (!again) batch.pause = pause(response, !batch.items.empty(), cursor);
  batch.cursor = cursor.text();
  co_return batch;
}

asio::awaitable<Result<bool>> Collector::read(const net::HttpResponse* response, bool first, Cursor* cursor,
                                              Batch* batch) {
  const std::string body = json::fingerprint(response->body);
  const bool same = body == cursor->body;
  bool more = false;
  if (!same) {
    Result<Feed> feed = read_feed(response->body, response->header("Content-Type"), response->url);
    if (feed) {
      note_offers(*response, *feed, *cursor);
      const std::string next = feed->next;
      more = deliver(*std::move(feed), *cursor, *batch);
      if (first && !more && !next.empty()) co_await read_older(next, cursor, batch);
    } else {
      more = unreadable(*response, std::move(feed).error(), *cursor, *batch);
    }
  }
  if (more) co_return true;  // asked again without validators, for the rest
  cursor->etag = response->header("ETag");
  cursor->modified = response->header("Last-Modified");
  cursor->answered_by = cursor->etag.empty() && cursor->modified.empty() ? std::string() : response->url;
  cursor->body = body;
  co_return false;
}

bool Collector::deliver(Feed feed, Cursor& cursor, Batch& batch) const {
  for (const Post& post : feed.posts)
    for (const auto& time : {post.created_at, post.edited_at})
      if (time && *time <= services_.clock.now()) batch.latest = std::max(batch.latest.value_or(0), *time);
  std::vector<Item> items = items_of(std::move(feed));
  std::reverse(items.begin(), items.end());  // oldest first; the newest are remembered longest
  const std::size_t count = items.size();
  bool more = false;
  for (Item& item : items) {
    const bool known = cursor.known.has(item);
    more = more || (!known && batch.items.size() >= kMostItems);
    if (!known && batch.items.size() >= kMostItems) continue;
    cursor.known.put(item);
    if (!known) batch.items.push_back(std::move(item));
  }
  cursor.known.trim(count);
  return more;
}

/// Not a feed. The very first time it may be the page of one; else its bytes go to quarantine.
bool Collector::unreadable(const net::HttpResponse& response, Error error, Cursor& cursor, Batch& batch) const {
  const bool never_read = cursor.known.size() == 0 && cursor.url == cursor.configured;
  const auto feeds = never_read ? feeds_of(response) : std::vector<FeedLink>();
  if (!feeds.empty() && feeds.front().url != cursor.url) {
    cursor.url = feeds.front().url;
    cursor.forget_validators();
    return true;
  }
  batch.items.push_back(problem_item(response.body, std::move(error)));
  return false;
}

/// Pages of older entries, on the first visit only. What fails here is no failure of the feed.
asio::awaitable<void> Collector::read_older(std::string next, Cursor* cursor, Batch* batch) {
  std::set<std::string> visited = {cursor->url};
  for (int page = 0; page < kOlderPages && !next.empty() && visited.insert(next).second; ++page) {
    const Result<net::HttpResponse> response = co_await fetch(next, nullptr);
    if (!response || !response->ok()) co_return;
    Result<Feed> feed = read_feed(response->body, response->header("Content-Type"), response->url);
    if (!feed) co_return;
    next = feed->next;
    if (deliver(*std::move(feed), *cursor, *batch)) co_return;
  }
}

asio::awaitable<bool> Collector::subscribe(Cursor* cursor) {
  if (cursor->hub.empty() || cursor->topic.empty()) co_return false;
  Subscription& ours = cursor->websub;
  if (ours.hub != cursor->hub || ours.topic != cursor->topic || ours.callback != callback_) {
    ours = {cursor->hub, cursor->topic, callback_, host::random_token(), 0, kLease};
    co_return true;
  }
  const TimeUs now = services_.clock.now();
  if (!is_due(ours, now)) co_return false;
  net::HttpRequest request;
  request.method = "POST";
  request.url = ours.hub;
  request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
  ours.lease_s = kLease;
  request.body = subscribe_form(ours);
  const Result<net::HttpResponse> response = co_await services_.egress.fetch(std::move(request));
  ours.asked_at = now;
  if (!response || !response->ok()) ours.lease_s = kLeaseAfterFailure;
  co_return false;
}

std::chrono::milliseconds Collector::pause(const net::HttpResponse& response, bool news, Cursor& cursor) const {
  if (forced_s_ > 0) return std::chrono::seconds(forced_s_);
  const std::int64_t publisher = std::max(max_age(response.header("Cache-Control")), cursor.pace.seconds);
  cursor.interval_s = next_interval(cursor.interval_s, news, publisher);
  return std::chrono::seconds(outside_skipped(services_.clock.now(), cursor.interval_s, cursor.pace));
}

/// 404 may be a mishap of the publisher's, 410 is meant; a feed has no account that 401 could be about. Except for
/// throttling, a feed that fails waits its interval.
Error Collector::refusal(const net::HttpResponse& response, std::int64_t interval_s) const {
  Error error = net::error_of(response, response.url);
  if (response.status == 304) error.code = Errc::protocol;
  if (response.status == 404) error.code = Errc::absent;
  if (response.status == 401) error.code = Errc::locked;
  if (error.code != Errc::throttled && forced_s_ == 0)
    error.retry_after_s = static_cast<int>(std::max<std::int64_t>(interval_s, settings::kSourcePollFloor));
  return error;
}

asio::awaitable<Result<Probe>> Collector::probe() {
  CO_TRY(const net::HttpResponse response, co_await fetch(url_, nullptr));
  if (!response.ok()) co_return refusal(response, 0);
  const Result<Feed> direct = read_feed(response.body, response.header("Content-Type"), response.url);
  if (direct) co_return probe_of(*direct, response.moved_to.empty() ? url_ : response.moved_to);
  const auto links = feeds_of(response);
  for (std::size_t i = 0; i < std::min(links.size(), kMostTried); ++i) {
    const Result<net::HttpResponse> page = co_await fetch(links[i].url, nullptr);
    if (!page || !page->ok()) continue;
    const Result<Feed> feed = read_feed(page->body, page->header("Content-Type"), page->url);
    if (!feed) continue;
    Probe probe = probe_of(*feed, links[i].url);
    for (const FeedLink& other : links)
      if (other.url != links[i].url)
        probe.notes.push_back(fmt::format("Another feed of this page: {} {}", other.url, other.title));
    co_return probe;
  }
  co_return fail(Errc::feed, links.empty() ? direct.error().detail + ", and the page names no feed"
                                           : "the feeds that the page names cannot be read");
}

}  // namespace resonanz::sources::feed
