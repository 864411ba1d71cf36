#include "sources/bluesky/jetstream.h"

#include "net/egress_url.h"
#include "sources/bluesky/account.h"
#include "sources/bluesky/frame.h"
#include "sources/json.h"

namespace resonanz::sources::bluesky {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr auto kPatience = 2000ms;
constexpr auto kLinger = 50ms;              // after the first event: one transaction for what comes together
constexpr TimeUs kRewind = 3 * kSecondUs;   // order holds only for each account; repeats are cheap
constexpr TimeUs kLookBack = 36 * kHourUs;  // what servers keep by default; version 1 skips silently
constexpr std::string_view kSubprotocol = "xrpc.v1.json";

/// People write https:// or nothing at all.
std::string as_web_socket(std::string address) {
  if (address.starts_with("https://")) return "wss://" + address.substr(8);
  if (address.starts_with("http://")) return "ws://" + address.substr(7);
  if (address.find("://") == std::string::npos) return "wss://" + address;
  return address;
}

}  // namespace

Jetstream::Jetstream(const Config& config, Services services)
    : services_(std::move(services)),
      wire_(json::text(config.settings, "wire") == "v2" ? Wire::v2 : Wire::v1),
      address_(as_web_socket(json::text(config.settings, "jetstream"))),
      dids_(json::text(config.settings, "dids")) {}

Result<std::string> Jetstream::url(std::int64_t cursor) const {
  TRY(const net::Target target, net::parse_target(address_));
  std::string url = target.url;
  while (!url.empty() && url.back() == '/') url.pop_back();
  if (target.path == "/") url += wire_ == Wire::v1 ? "/subscribe" : "/xrpc/network.bsky.jetstream.subscribeEvents";
  url += fmt::format("{}{}={}", url.find('?') == std::string::npos ? "?" : "&",
                     wire_ == Wire::v1 ? "wantedCollections" : "collections", kPostCollection);
  for (std::size_t from = 0; from < dids_.size();) {
    const std::size_t end = std::min(dids_.find_first_of(" ,\n", from), dids_.size());
    if (end > from)
      url += fmt::format("&{}={}", wire_ == Wire::v1 ? "wantedDids" : "dids",
                         net::percent_encode(dids_.substr(from, end - from)));
    from = end + 1;
  }
  if (cursor > 0) url += fmt::format("&cursor={}", cursor);
  return url;
}

asio::awaitable<Result<net::Upgrade>> Jetstream::open(std::int64_t cursor) {
  net::WebSocketRequest request;
  CO_TRY(request.url, url(cursor));
  if (wire_ == Wire::v2) request.subprotocol = kSubprotocol;
  co_return co_await services_.egress.websocket(std::move(request));
}

asio::awaitable<Status> Jetstream::connect(Position from, std::string* gap) {
  const TimeUs now = services_.clock.now();
  const TimeUs by_time = from.time_us > 0 ? std::max<TimeUs>(1, from.time_us - kRewind) : 0;
  const bool by_seq = wire_ == Wire::v2 && from.seq > 0;
  Result<net::Upgrade> upgrade = co_await open(by_seq ? from.seq : by_time);
  if (!upgrade) co_return std::move(upgrade).error();
  if (!upgrade->socket && by_seq && upgrade->reply.body.find("CursorTooOld") != std::string::npos) {
    // By time the server gives what it still has; the gap is as small as it can be.
    *gap = "the stream no longer keeps what came after our last position";
    upgrade = co_await open(by_time);
    if (!upgrade) co_return std::move(upgrade).error();
  }
  if (!upgrade->socket) {
    Error error = refusal_of(upgrade->reply, "the event stream", now);
    if (error.detail.find("CursorTooOld") != std::string::npos) error.code = Errc::cursor;
    co_return error;
  }
  if (wire_ == Wire::v1 && from.time_us > 0 && now - from.time_us > kLookBack)
    *gap = "we were away for longer than the stream looks back";
  socket_ = std::move(upgrade->socket);
  at_ = from;
  co_return done();
}

asio::awaitable<Result<Batch>> Jetstream::read(Position* position) {
  Batch batch;
  if (position->time_us == 0) position->time_us = services_.clock.now();  // the very start: from now on
  if (!socket_ || at_.time_us != position->time_us || at_.seq != position->seq) {
    socket_.reset();
    Status connected = co_await connect(*position, &batch.gap);
    if (!connected) co_return std::move(connected).error();
  }
  auto deadline = std::chrono::steady_clock::now() + kPatience;
  std::optional<Error> end;
  bool more = true;
  while (more && batch.items.size() < static_cast<std::size_t>(settings::kSourceBatch)) {
    const auto now = std::chrono::steady_clock::now();
    const auto left = std::max(0ms, std::chrono::duration_cast<std::chrono::milliseconds>(deadline - now));
    Result<std::optional<std::string>> frame = co_await socket_->read(left);  // at once where something is buffered
    if (!frame) {
      end = std::move(frame).error();
      more = false;
      break;
    }
    if (!*frame) break;
    const bool first = batch.items.empty();
    more = take(**frame, *position, batch, end);
    if (first && !batch.items.empty()) deadline = std::min(deadline, now + kLinger);
  }
  at_ = *position;
  if (!more) socket_.reset();
  const bool lost = end && batch.items.empty() && batch.gap.empty();
  if (lost) co_return *end;
  co_return batch;
}

bool Jetstream::take(const std::string& text, Position& position, Batch& batch, std::optional<Error>& end) {
  Frame frame = read_frame(text);
  const bool repeated = frame.seq > 0 && frame.seq <= position.seq;  // the cursor of version 2 is inclusive
  position.seq = std::max(position.seq, frame.seq);
  position.time_us = std::max(position.time_us, frame.time_us);
  if (frame.time_us > 0) batch.latest = std::max(batch.latest.value_or(0), frame.time_us);
  if (!frame.gap.empty()) batch.gap = std::move(frame.gap);
  if (frame.item && !repeated) batch.items.push_back(std::move(*frame.item));
  if (frame.end) end = std::move(frame.end);
  return !end;
}

asio::awaitable<Status> Jetstream::check() {
  Result<net::Upgrade> upgrade = co_await open(0);
  if (!upgrade) co_return std::move(upgrade).error();
  if (!upgrade->socket) co_return refusal_of(upgrade->reply, "the event stream", services_.clock.now());
  co_await upgrade->socket->close();
  co_return done();
}

}  // namespace resonanz::sources::bluesky
