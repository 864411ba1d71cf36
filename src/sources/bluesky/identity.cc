#include "sources/bluesky/identity.h"

#include "sources/json.h"

namespace resonanz::sources::bluesky {
namespace {

namespace asio = boost::asio;
constexpr std::string_view kDirectory = "https://plc.directory";
constexpr std::string_view kWeb = "did:web:";

std::string trimmed(std::string text) {
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.pop_back();
  return text.substr(std::min(text.find_first_not_of(" \r\n\t"), text.size()));
}

}  // namespace

asio::awaitable<Result<std::string>> find_pds(net::Egress* egress, std::string identifier, std::string directory) {
  std::string did = identifier;
  net::HttpRequest request;
  if (!did.starts_with("did:")) {
    request.url = fmt::format("https://{}/.well-known/atproto-did", identifier);
    CO_TRY(const net::HttpResponse reply, co_await egress->fetch(request));
    did = trimmed(reply.body);
    if (!reply.ok() || !did.starts_with("did:"))
      co_return fail(Errc::value, "the handle does not say where its server is; enter the server of your account");
  }
  if (did.starts_with(kWeb)) request.url = fmt::format("https://{}/.well-known/did.json", did.substr(kWeb.size()));
  else request.url = fmt::format("{}/{}", directory.empty() ? std::string(kDirectory) : directory, did);
  CO_TRY(const net::HttpResponse reply, co_await egress->fetch(request));
  if (!reply.ok()) co_return net::error_of(reply, did);
  CO_TRY(const boost::json::value document, json::parse(reply.body));
  std::string pds = pds_of(document);
  if (pds.empty()) co_return fail(Errc::protocol, "the account names no server");
  co_return pds;
}

std::string pds_of(const boost::json::value& document) {
  for (const auto& service : json::list(document, "service")) {
    if (!json::text(service, "id").ends_with("#atproto_pds")) continue;
    std::string endpoint = json::text(service, "serviceEndpoint");
    while (!endpoint.empty() && endpoint.back() == '/') endpoint.pop_back();
    return endpoint;
  }
  return {};
}

}  // namespace resonanz::sources::bluesky
