#include "api/router.h"

#include "api/cookies.h"
#include "api/operations.h"
#include "api/pages.h"
#include "base/log.h"

namespace resonanz::api {
namespace {

constexpr Route kRoutes[] = {
#define RESONANZ_ROUTE(id, method, path, permission) {#id, method, path, auth::Permission::permission, &operations::id},
#include "specs/routes.inc"
#undef RESONANZ_ROUTE
};

/// Matches a pattern such as /api/cases/{id}/close; fills the named parts.
bool fits(std::string_view pattern, std::string_view path, std::map<std::string, std::string>& parts) {
  while (!pattern.empty() && !path.empty()) {
    const auto want_end = std::min(pattern.find('/', 1), pattern.size());
    const auto have_end = std::min(path.find('/', 1), path.size());
    const auto want = pattern.substr(1, want_end - 1), have = path.substr(1, have_end - 1);
    if (want.starts_with('{')) {
      if (have.empty()) return false;
      parts[std::string(want.substr(1, want.size() - 2))] = have;
    } else if (want != have) {
      return false;
    }
    pattern.remove_prefix(want_end);
    path.remove_prefix(have_end);
  }
  return pattern.empty() && path.empty();
}

bool changes(std::string_view method) { return method != "GET" && method != "HEAD"; }

std::string language_of(const net::Request& request) {
  const auto accepted = request.header("accept-language");
  const auto de = accepted.find("de"), en = accepted.find("en");
  return de != std::string_view::npos && (en == std::string_view::npos || de < en) ? "de" : "en";
}

/// Public operations that change something come without a session, so they must come from our own page.
bool same_origin(const net::Request& request) {
  const auto site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return false;
  const auto origin = request.header("origin");
  const auto slashes = origin.find("://");
  if (!origin.empty() && (slashes == std::string_view::npos || origin.substr(slashes + 3) != request.header("host")))
    return false;
  return request.header("content-type").starts_with("application/json");
}

Status authorise(const Route& route, Call& call) {
  const auto& request = call.request;
  if (route.permission == auth::Permission::machines) return done();  // they have no page that could be another's
  if (auth::is_public(route.permission)) {
    if (changes(route.method) && !same_origin(request)) return fail(Errc::csrf);
    return done();
  }
  auto session = call.services.sessions.find(session_token(call.services, request));
  if (!session) return session.error();
  if (!auth::holds(session->user.role, route.permission)) return fail(Errc::not_found);
  if (changes(route.method) && !auth::same_secret(session->csrf, request.header("x-csrf-token")))
    return fail(Errc::csrf);
  call.session = std::move(*session);
  return done();
}

void add_unless_set(net::Response& response, std::string_view name, std::string_view value) {
  for (const auto& [set, ignored] : response.headers)
    if (set == name) return;
  response.headers.emplace_back(name, value);
}

/// What every reply carries. Replies of the API are data: opened as a page, they may load and run nothing.
void harden(net::Response& response, const Services& services) {
  add_unless_set(response, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
  add_unless_set(response, "X-Content-Type-Options", "nosniff");
  add_unless_set(response, "X-Frame-Options", "DENY");
  add_unless_set(response, "Referrer-Policy", "same-origin");
  add_unless_set(response, "Cross-Origin-Opener-Policy", "same-origin");
  add_unless_set(response, "Cross-Origin-Resource-Policy", "same-origin");
  if (services.secure_cookie) add_unless_set(response, "Strict-Transport-Security", "max-age=31536000");
  if (!response.events) add_unless_set(response, "Cache-Control", "no-store");
}

/// To a stranger nothing is there before signing in; to a colleague what is forbidden is not there either.
Error absent(const net::Request& request, Services& services) {
  const auto session = services.sessions.find(session_token(services, request));
  return session ? fail(Errc::not_found) : session.error();
}

}  // namespace

Found find_route(std::string_view method, std::string_view path) {
  Found best;
  for (const Route& route : kRoutes) {
    if (route.method != method) continue;
    std::map<std::string, std::string> parts;
    if (!fits(route.path, path, parts)) continue;
    if (!best.route || parts.size() < best.path.size()) best = {&route, std::move(parts)};
  }
  return best;
}

boost::asio::awaitable<net::Response> answer(net::Request request, Services& services) {
  Found found = find_route(request.method, request.path);
  Call call{request, services, std::nullopt, language_of(request), std::move(found.path)};
  net::Response response;
  const bool for_api = request.path.starts_with("/api/");
  if (!found.route) {
    response = for_api ? problem(absent(request, services), call.language) : page(request);
  } else if (Status allowed = authorise(*found.route, call); !allowed) {
    response = problem(allowed.error(), call.language);
  } else {
    Reply reply = fail(Errc::internal);
    try {
      reply = co_await found.route->run(call);
    } catch (const std::exception& unexpected) {
      log::error("{}: {}", found.route->operation, unexpected.what());
      reply = fail(Errc::internal, std::string(found.route->operation));
    }
    if (!reply && http_status_of(reply.error().code) >= 500)
      log::warn("{}: {}", found.route->operation, reply.error().text());
    response = reply ? std::move(*reply) : problem(reply.error(), call.language);
  }
  harden(response, services);
  co_return response;
}

}  // namespace resonanz::api
