#pragma once
// The route table, generated from specs/openapi.yaml and specs/permissions.toml: every operation there is a function
// in this folder, and a missing one does not link.

#include "api/call.h"
#include "auth/role.h"

namespace resonanz::api {

struct Route {
  std::string_view operation, method, path;
  auth::Permission permission;
  Operation run;
};

struct Found {
  const Route* route = nullptr;
  std::map<std::string, std::string> path;
};

/// Fixed parts win over {names}. No route: route is null.
Found find_route(std::string_view method, std::string_view path);

/// Finds, authorises and runs. What is forbidden looks like what is absent (invariant 11); a request that changes
/// something needs the session's CSRF token.
boost::asio::awaitable<net::Response> answer(net::Request request, Services& services);

}  // namespace resonanz::api
