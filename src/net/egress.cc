#include "net/egress.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "net/egress_curl.h"
#include "net/egress_transfer.h"
#include "net/egress_url.h"
#include "net/websocket_connect.h"

namespace resonanz::net {
namespace {

namespace asio = boost::asio;

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

void drop_credentials(Headers& headers) {
  for (const std::string_view name : {"Authorization", "Cookie", "Proxy-Authorization"})
    std::erase_if(headers, [&](const Header& header) { return !find_header({{header.name, "set"}}, name).empty(); });
}

/// Runs one hop. The transfer is shared with the loop, so leaving early (cancellation) is safe.
asio::awaitable<Result<HttpResponse>> run_hop(std::shared_ptr<CurlLoop> loop, std::shared_ptr<Transfer> transfer) {
  loop->start(transfer);
  while (!transfer->finished) {
    boost::system::error_code ignored;
    co_await transfer->wake.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    const auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) {
      loop->abort(transfer);
      co_return fail(Errc::cancelled);
    }
  }
  co_return transfer->take_result();
}

}  // namespace

Egress::Egress(asio::any_io_executor executor, const host::Clock& clock, Options options)
    : clock_(clock), options_(std::move(options)), loop_(std::make_shared<CurlLoop>(std::move(executor))) {}

Egress::~Egress() { loop_->close(); }

asio::awaitable<Result<HttpResponse>> Egress::fetch(HttpRequest request) {
  const auto executor = co_await asio::this_coro::executor;
  bool permanent = true;
  for (int hop = 0;; ++hop) {
    CO_TRY(Target target, parse_target(request.url));
    if (target.web_socket()) co_return fail(Errc::address, "a WebSocket address where http is wanted");
    const std::string origin = target.origin();
    auto transfer = std::make_shared<Transfer>(executor, request, std::move(target), options_);
    Result<HttpResponse> result = co_await run_hop(loop_, transfer);
    if (!result) co_return std::move(result).error();
    HttpResponse response = *std::move(result);
    response.retry_after_s = parse_retry_after(response.header("Retry-After"), clock_.now());
    const bool follow = is_redirect(response.status) && (request.method == "GET" || request.method == "HEAD");
    const std::string location(response.header("Location"));
    if (!follow || location.empty()) {
      if (hop > 0 && permanent) response.moved_to = response.url;
      co_return response;
    }
    if (hop >= settings::kEgressMaxRedirects) co_return fail(Errc::protocol, "too many redirects");
    permanent = permanent && (response.status == 301 || response.status == 308);
    CO_TRY(request.url, resolve_url(response.url, location));
    CO_TRY(const Target next, parse_target(request.url));
    if (next.origin() != origin) drop_credentials(request.headers);
  }
}

asio::awaitable<Result<HttpResponse>> Egress::send_mail(MailRequest request) {
  const auto executor = co_await asio::this_coro::executor;
  CO_TRY(Target target, parse_mail_server(request.server.url));
  auto transfer = std::make_shared<Transfer>(executor, std::move(request), std::move(target), options_);
  co_return co_await run_hop(loop_, transfer);
}

asio::awaitable<Result<Upgrade>> Egress::websocket(WebSocketRequest request) {
  CO_TRY(Target target, parse_target(request.url));
  if (!target.web_socket()) co_return fail(Errc::address, "not a WebSocket address");
  Result<Upgrade> result = co_await connect_websocket(std::move(request), std::move(target), &options_);
  if (result) result->reply.retry_after_s = parse_retry_after(result->reply.header("Retry-After"), clock_.now());
  co_return result;
}

}  // namespace resonanz::net
