#include "net/websocket_connect.h"

#include <openssl/ssl.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket/ssl.hpp>

#include "net/websocket_session.h"

namespace resonanz::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using asio::ip::tcp;
using Plain = websocket::stream<beast::tcp_stream>;
using Secure = websocket::stream<beast::ssl_stream<beast::tcp_stream>>;

constexpr auto kHandshake = std::chrono::seconds(20);
constexpr auto kSilence = std::chrono::seconds(60);  // Beast pings at half of it

asio::awaitable<Result<std::vector<tcp::endpoint>>> resolve(Target target, const Policy* policy) {
  tcp::resolver resolver(co_await asio::this_coro::executor);
  boost::system::error_code error;
  const auto found =
      co_await resolver.async_resolve(target.host, target.port, asio::redirect_error(asio::use_awaitable, error));
  if (error) co_return fail(Errc::host, fmt::format("{}: {}", target.host, error.message()));
  std::vector<tcp::endpoint> open;
  std::string blocked;
  for (const auto& entry : found) {
    const IpAddress address = entry.endpoint().address();
    const std::string_view why = policy->why_blocked(target.host, address);
    if (why.empty()) open.push_back(entry.endpoint());
    else blocked = fmt::format("{} ({}, {})", target.host, address.to_string(), why);
  }
  if (open.empty()) co_return fail(Errc::egress, blocked);
  co_return open;
}

/// Connects to the checked endpoints themselves: nothing is looked up again.
asio::awaitable<Status> connect(beast::tcp_stream* stream, Target target, const Egress::Options* options) {
  Result<std::vector<tcp::endpoint>> endpoints = co_await resolve(target, &options->policy);
  if (!endpoints) co_return std::move(endpoints).error();
  boost::system::error_code error;
  stream->expires_after(options->connect_timeout);
  co_await stream->async_connect(*endpoints, asio::redirect_error(asio::use_awaitable, error));
  if (error) co_return fail(Errc::connect, fmt::format("{}: {}", target.host, error.message()));
  co_return done();
}

HttpResponse plain_reply(const websocket::response_type& reply, const std::string& url) {
  HttpResponse out;
  out.status = static_cast<int>(reply.result_int());
  for (const auto& field : reply) out.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  out.body = reply.body();
  out.url = url;
  return out;
}

/// The HTTP part. On success the reply is 101 and the stream speaks frames.
template <typename Stream>
asio::awaitable<Result<HttpResponse>> upgrade(Stream* stream, WebSocketRequest request, Target target,
                                              std::string user_agent) {
  beast::get_lowest_layer(*stream).expires_never();  // from here on the WebSocket's own timers count
  stream->set_option(websocket::stream_base::timeout{kHandshake, kSilence, true});
  stream->read_message_max(request.max_message);
  stream->set_option(websocket::stream_base::decorator([&request, &user_agent](websocket::request_type& out) {
    out.set(http::field::user_agent, user_agent);
    if (!request.subprotocol.empty()) out.set(http::field::sec_websocket_protocol, request.subprotocol);
    for (const Header& header : request.headers) out.set(header.name, header.value);
  }));
  const bool usual = target.port == (target.secure() ? "443" : "80");
  const std::string bare = target.host.find(':') == std::string::npos ? target.host : "[" + target.host + "]";
  const std::string host = usual ? bare : bare + ":" + target.port;
  websocket::response_type reply;
  boost::system::error_code error;
  co_await stream->async_handshake(reply, host, target.path, asio::redirect_error(asio::use_awaitable, error));
  HttpResponse out = plain_reply(reply, target.url);
  if (!error || (error == websocket::error::upgrade_declined && out.status != 101)) co_return out;
  if (error == beast::error::timeout) co_return fail(Errc::timeout, target.host);
  co_return fail(Errc::protocol, fmt::format("{}: {}", target.host, error.message()));
}

template <typename Stream>
Upgrade finish(std::unique_ptr<Stream> stream, HttpResponse reply) {
  Upgrade out;
  if (reply.status == 101) out.socket = std::make_unique<OpenWebSocket<Stream>>(std::move(stream));
  out.reply = std::move(reply);
  return out;
}

asio::awaitable<Result<Upgrade>> connect_plain(WebSocketRequest request, Target target,
                                               const Egress::Options* options) {
  auto stream = std::make_unique<Plain>(co_await asio::this_coro::executor);
  Status connected = co_await connect(&beast::get_lowest_layer(*stream), target, options);
  if (!connected) co_return std::move(connected).error();
  Result<HttpResponse> reply = co_await upgrade(stream.get(), std::move(request), target, options->user_agent);
  if (!reply) co_return std::move(reply).error();
  co_return finish(std::move(stream), *std::move(reply));
}

Result<std::shared_ptr<asio::ssl::context>> tls_context(const std::string& ca_file) {
  auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_client);
  boost::system::error_code error;
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  if (ca_file.empty()) context->set_default_verify_paths(error);
  else context->load_verify_file(ca_file, error);
  if (error) return fail(Errc::tls, error.message());
  context->set_verify_mode(asio::ssl::verify_peer);
  return context;
}

asio::awaitable<Result<Upgrade>> connect_secure(WebSocketRequest request, Target target,
                                                const Egress::Options* options) {
  CO_TRY(const auto context, tls_context(options->ca_file));  // the SSL object keeps its own reference to it
  auto stream = std::make_unique<Secure>(co_await asio::this_coro::executor, *context);
  auto& tls = stream->next_layer();
  Status connected = co_await connect(&beast::get_lowest_layer(*stream), target, options);
  if (!connected) co_return std::move(connected).error();
  SSL_set_tlsext_host_name(tls.native_handle(), target.host.c_str());
  tls.set_verify_callback(asio::ssl::host_name_verification(target.host));
  boost::system::error_code error;
  beast::get_lowest_layer(*stream).expires_after(kHandshake);
  co_await tls.async_handshake(asio::ssl::stream_base::client, asio::redirect_error(asio::use_awaitable, error));
  if (error) co_return fail(Errc::tls, fmt::format("{}: {}", target.host, error.message()));
  Result<HttpResponse> reply = co_await upgrade(stream.get(), std::move(request), target, options->user_agent);
  if (!reply) co_return std::move(reply).error();
  co_return finish(std::move(stream), *std::move(reply));
}

}  // namespace

asio::awaitable<Result<Upgrade>> connect_websocket(WebSocketRequest request, Target target,
                                                   const Egress::Options* options) {
  if (target.secure()) co_return co_await connect_secure(std::move(request), std::move(target), options);
  co_return co_await connect_plain(std::move(request), std::move(target), options);
}

}  // namespace resonanz::net
