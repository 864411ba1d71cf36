// Signing in and out, and the first set-up.
#include "api/cookies.h"
#include "api/events.h"
#include "api/operations.h"
#include "api/views.h"

namespace resonanz::api {
namespace {

Reply session_reply(Call& call, const auth::Session& session, int status) {
  TRY(const Views views, Views::create(call));
  TRY(json::object counts, session_counts(call.services, session.user.id));
  json::array languages(views.workspace().languages.begin(), views.workspace().languages.end());
  json::array permissions;
  for (const auto& name : auth::permissions_of(session.user.role)) permissions.emplace_back(name);
  return ok(json::object{{"user", user_json(session.user)},
                         {"csrf", session.csrf},
                         {"permissions", permissions},
                         {"workspace", json::object{{"name", views.workspace().name},
                                                    {"languages", languages},
                                                    {"demo", call.services.demo}}},
                         {"counts", counts}},
            status);
}

/// A session that this browser had before ends: nobody else's can be slipped under the one who signs in.
Reply start_session(Call& call, const auth::User& user) {
  CHECK_OK(call.services.sessions.end(session_token(call.services, call.request)));
  TRY(const auto made, call.services.sessions.start(user));
  TRY(net::Response response, session_reply(call, made.session, 201));
  response.headers.emplace_back("Set-Cookie", session_cookie(call.services, made.token));
  response.headers.emplace_back("Set-Cookie", device_cookie(call.services, user.login));
  return response;
}

Reply sign_in(Call& call) {
  TRY(const json::object body, call.body());
  TRY(const std::string login, required_text(body, "login", 200));
  TRY(const std::string password, required_text(body, "password", 1000));
  const auth::Attempt attempt = attempt_of(call.services, call.request, login);
  CHECK_OK(call.services.throttle.allow(attempt));
  auto user = call.services.users.sign_in(login, password);
  if (!user) {
    if (user.error().code == Errc::login) call.services.throttle.failed(attempt);
    return user.error();
  }
  call.services.throttle.succeeded(attempt);
  return start_session(call, *user);
}

Reply set_up(Call& call) {
  TRY(const bool any, call.services.users.any());
  if (any) return fail(Errc::set_up);
  TRY(const json::object body, call.body());
  auth::NewUser user;
  TRY(user.login, required_text(body, "login", 200));
  TRY(user.name, required_text(body, "display_name", 200));
  TRY(user.password, required_text(body, "password", 1000));
  TRY(user.language, required_text(body, "language", 2));
  user.role = auth::Role::admin;
  auth::Workspace workspace;
  TRY(workspace.name, required_text(body, "workspace", 200));
  TRY(const auth::User made, call.services.users.add(user, "set-up", call.now()));
  CHECK_OK(call.services.workspace.write(workspace, id_text(made.id), call.now()));
  return start_session(call, made);
}

}  // namespace

namespace operations {

boost::asio::awaitable<Reply> read_setup(Call& call) {
  auto any = call.services.users.any();
  if (!any) co_return any.error();
  co_return ok(json::object{{"needed", !*any}, {"demo", call.services.demo}});
}

boost::asio::awaitable<Reply> create_setup(Call& call) { co_return set_up(call); }
boost::asio::awaitable<Reply> create_session(Call& call) { co_return sign_in(call); }
boost::asio::awaitable<Reply> read_session(Call& call) { co_return session_reply(call, *call.session, 200); }

boost::asio::awaitable<Reply> delete_session(Call& call) {
  if (auto status = call.services.sessions.end(session_token(call.services, call.request)); !status)
    co_return status.error();
  net::Response response = nothing();
  response.headers.emplace_back("Set-Cookie", session_cookie(call.services, ""));
  co_return response;
}

}  // namespace operations
}  // namespace resonanz::api
