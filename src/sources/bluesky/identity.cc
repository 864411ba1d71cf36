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

asio::awaitable<Result<boost::json::value>> find_document(net::Egress* egress, std::string did, std::string directory) {
  // Ids come from outside and become part of an address here.
  const bool plain = std::all_of(did.begin(), did.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == ':' || c == '.' || c == '-' || c == '_';
  });
  if (!plain || !did.starts_with("did:")) co_return fail(Errc::value, "not an account id");
  net::HttpRequest request;
  if (did.starts_with(kWeb)) request.url = fmt::format("https://{}/.well-known/did.json", did.substr(kWeb.size()));
  else request.url = fmt::format("{}/{}", directory.empty() ? std::string(kDirectory) : directory, did);
  CO_TRY(const net::HttpResponse reply, co_await egress->fetch(request));
  if (!reply.ok()) co_return net::error_of(reply, "the account directory");
  co_return json::parse(reply.body);
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
  CO_TRY(const boost::json::value document, co_await find_document(egress, did, directory));
  std::string pds = pds_of(document);
  if (pds.empty()) co_return fail(Errc::protocol, "the account names no server");
  co_return pds;
}

asio::awaitable<Result<Author>> find_author(net::Egress* egress, std::string did, std::string directory) {
  CO_TRY(const boost::json::value document, co_await find_document(egress, did, directory));
  Author author;
  author.id = author.handle = did;
  author.url = "https://bsky.app/profile/" + did;
  for (const auto& name : json::list(document, "alsoKnownAs")) {
    const std::string_view uri = name.is_string() ? std::string_view(name.get_string()) : std::string_view();
    if (!uri.starts_with("at://")) continue;
    author.handle = uri.substr(5);
    break;
  }
  const std::string pds = pds_of(document);
  net::HttpRequest request;
  request.url =
      fmt::format("{}/xrpc/com.atproto.repo.getRecord?repo={}&collection=app.bsky.actor.profile&rkey=self", pds, did);
  const Result<net::HttpResponse> reply = co_await egress->fetch(request);
  if (!reply || !reply->ok()) co_return author;  // an account need not have a profile
  CO_TRY(const boost::json::value profile, json::parse(reply->body));
  author.name = json::text(profile, "value.displayName");
  if (const std::string blob = json::text(profile, "value.avatar.ref.$link"); !blob.empty())
    author.avatar = fmt::format("{}/xrpc/com.atproto.sync.getBlob?did={}&cid={}", pds, did, blob);
  co_return author;
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
