#include "sources/bluesky/account.h"

#include <boost/json.hpp>

#include <mutex>

#include "sources/bluesky/identity.h"
#include "sources/json.h"

namespace resonanz::sources::bluesky {
namespace {

namespace asio = boost::asio;
using boost::json::value;

/// Open sessions of this process. Thread-safe.
class SessionCache {
 public:
  std::optional<Session> get(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = sessions_.find(key);
    return found == sessions_.end() ? std::nullopt : std::optional(found->second);
  }
  void put(const std::string& key, const Session& session) {
    const std::lock_guard lock(mutex_);
    sessions_[key] = session;
  }
  void drop(const std::string& key) {
    const std::lock_guard lock(mutex_);
    sessions_.erase(key);
  }

 private:
  std::mutex mutex_;
  std::map<std::string, Session> sessions_;
};

SessionCache& cache() {
  static SessionCache sessions;
  return sessions;
}

Errc code_for(int status, std::string_view name, std::string_view message) {
  if (name == "AuthenticationRequired" || name == "AuthMissing" || name == "InvalidToken" || name == "ExpiredToken" ||
      name == "AuthFactorTokenRequired")
    return Errc::credentials;
  if (name == "RecordNotFound" || name == "RepoNotFound") return Errc::gone;
  if (name == "AccountTakedown" || name == "RepoTakendown" || name == "RepoDeactivated") return Errc::refused;
  if (message.find("too big") != std::string_view::npos) return Errc::too_long;
  if (status == 400) return Errc::refused;
  net::HttpResponse plain;
  plain.status = status;
  return net::error_of(plain, "").code;
}

std::string bearer(const std::string& token) { return "Bearer " + token; }

}  // namespace

Account::Account(const Config& config, Services services)
    : services_(std::move(services)),
      service_(json::text(config.settings, "service")),
      identifier_(json::text(config.settings, "identifier")),
      password_(json::text(config.secrets, "password")),
      directory_(json::text(config.settings, "directory")) {
  while (!service_.empty() && service_.back() == '/') service_.pop_back();
  if (!identifier_.empty() && identifier_.front() == '@') identifier_.erase(0, 1);
}

std::string Account::cache_key() const { return fmt::format("{}\n{}\n{}", service_, identifier_, password_); }

asio::awaitable<Result<Session>> Account::session() {
  if (!configured()) co_return fail(Errc::credentials);
  if (auto open = cache().get(cache_key())) co_return *open;
  co_return co_await sign_in();
}

asio::awaitable<Result<Session>> Account::sign_in() {
  std::string service = service_;
  if (service.empty()) {
    CO_TRY(service, co_await find_pds(&services_.egress, identifier_, directory_));
  }
  boost::json::object body;
  body["identifier"] = identifier_;
  body["password"] = password_;
  net::HttpRequest request;
  request.method = "POST";
  request.url = service + "/xrpc/com.atproto.server.createSession";
  request.headers.push_back({"Content-Type", "application/json"});
  request.body = boost::json::serialize(body);
  CO_TRY(const value reply, co_await call(std::move(request), "createSession"));
  Session session;
  session.did = json::text(reply, "did");
  session.handle = json::text(reply, "handle");
  session.access = json::text(reply, "accessJwt");
  session.refresh = json::text(reply, "refreshJwt");
  const value* document = json::find(reply, "didDoc");
  session.pds = document ? pds_of(*document) : "";
  if (session.pds.empty()) session.pds = service;
  if (session.did.empty() || session.access.empty()) co_return fail(Errc::protocol, "createSession gave no session");
  cache().put(cache_key(), session);
  co_return session;
}

asio::awaitable<Result<Session>> Account::renew(Session old) {
  const std::optional<Session> now = cache().get(cache_key());
  if (now && now->access != old.access) co_return *now;  // somebody else was faster; refresh tokens work once
  cache().drop(cache_key());
  net::HttpRequest request;
  request.method = "POST";
  request.url = old.pds + "/xrpc/com.atproto.server.refreshSession";
  request.headers.push_back({"Authorization", bearer(old.refresh)});
  Result<value> reply = co_await call(std::move(request), "refreshSession");
  if (!reply && reply.error().code != Errc::credentials && reply.error().code != Errc::refused)
    co_return std::move(reply).error();
  if (!reply || json::text(*reply, "accessJwt").empty()) co_return co_await sign_in();
  old.access = json::text(*reply, "accessJwt");
  old.refresh = json::text(*reply, "refreshJwt");
  cache().put(cache_key(), old);
  co_return old;
}

asio::awaitable<Result<value>> Account::query(std::string method, std::string parameters) {
  net::HttpRequest request;
  request.url = parameters.empty() ? method : method + "?" + parameters;
  co_return co_await authorised(std::move(request), std::move(method));
}

asio::awaitable<Result<value>> Account::procedure(std::string method, boost::json::object body) {
  net::HttpRequest request;
  request.method = "POST";
  request.url = method;
  request.headers.push_back({"Content-Type", "application/json"});
  request.body = boost::json::serialize(body);
  co_return co_await authorised(std::move(request), std::move(method));
}

/// `request.url` is still the method with its parameters.
asio::awaitable<Result<value>> Account::authorised(net::HttpRequest request, std::string method) {
  CO_TRY(Session open, co_await session());
  for (int attempt = 0;; ++attempt) {
    net::HttpRequest signed_request = request;
    signed_request.url = open.pds + "/xrpc/" + request.url;
    signed_request.headers.push_back({"Authorization", bearer(open.access)});
    Result<value> reply = co_await call(std::move(signed_request), method);
    const bool stale = !reply && (has_name(reply.error(), "ExpiredToken") || has_name(reply.error(), "InvalidToken"));
    if (!stale || attempt > 0) co_return reply;
    CO_TRY(open, co_await renew(open));
  }
}

asio::awaitable<Result<value>> Account::call(net::HttpRequest request, std::string method) {
  const bool writes = request.method == "POST";
  Result<net::HttpResponse> response = co_await services_.egress.fetch(std::move(request));
  if (!response) {
    const Errc code = response.error().code;
    const bool unknown = writes && (code == Errc::protocol || code == Errc::too_large);
    co_return fail(unknown ? Errc::timeout : code, response.error().detail);
  }
  if (!response->ok()) co_return refusal_of(*response, method, services_.clock.now());
  Result<value> body = json::parse(response->body);
  if (!body) co_return fail(writes ? Errc::timeout : Errc::protocol, method + " answered no JSON");
  co_return body;
}

Error refusal_of(const net::HttpResponse& response, std::string_view method, TimeUs now) {
  const Result<value> body = json::parse(response.body);
  const std::string name = body ? json::text(*body, "error") : "", message = body ? json::text(*body, "message") : "";
  Error error = fail(code_for(response.status, name, message));
  error.detail =
      name.empty() ? fmt::format("{}: HTTP {}", method, response.status) : fmt::format("{}: {}", name, message);
  if (error.code != Errc::throttled) return error;
  error.retry_after_s = response.retry_after_s;
  boost::json::object limits;
  limits["reset"] = response.header("RateLimit-Reset");  // seconds since 1970
  if (const std::int64_t reset = json::number(limits, "reset"); !error.retry_after_s && reset > 0)
    error.retry_after_s = static_cast<int>(std::clamp<std::int64_t>(reset - now / kSecondUs, 1, 86'400));
  return error;
}

bool has_name(const Error& error, std::string_view name) {
  return error.detail.starts_with(name) && error.detail.substr(name.size()).starts_with(":");
}

}  // namespace resonanz::sources::bluesky
