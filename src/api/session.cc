// Signing in and out, and the first set-up.
#include "api/events.h"
#include "api/operations.h"
#include "api/views.h"

namespace resonanz::api {
namespace {

std::string cookie(Call& call, std::string_view token, int max_age) {
  return fmt::format("resonanz_session={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}{}", token, max_age,
                     call.services.secure_cookie ? "; Secure" : "");
}

Reply session_reply(Call& call, const auth::Session& session, int status) {
  TRY(const Views views, Views::create(call));
  TRY(json::object counts, session_counts(call.services, session.user.id));
  json::array languages(views.workspace().languages.begin(), views.workspace().languages.end());
  json::array permissions;
  for (const auto& name : auth::permissions_of(session.user.role)) permissions.emplace_back(name);
  return ok(json::object{{"user", views.user(session.user)},
                         {"csrf", session.csrf},
                         {"permissions", permissions},
                         {"workspace", json::object{{"name", views.workspace().name},
                                                    {"languages", languages},
                                                    {"demo", call.services.demo}}},
                         {"counts", counts}},
            status);
}

Reply start_session(Call& call, const auth::User& user) {
  TRY(const auto made, call.services.sessions.start(user));
  TRY(net::Response response, session_reply(call, made.session, 201));
  response.headers.emplace_back("Set-Cookie", cookie(call, made.token, 60 * 60 * 24 * 7));
  return response;
}

Reply sign_in(Call& call) {
  TRY(const json::object body, call.body());
  TRY(const std::string login, required_text(body, "login", 200));
  TRY(const std::string password, required_text(body, "password", 1000));
  CHECK_OK(call.services.throttle.allow(login, call.request.peer));
  auto user = call.services.users.sign_in(login, password);
  if (!user) {
    if (user.error().code == Errc::login) call.services.throttle.failed(login, call.request.peer);
    return user.error();
  }
  call.services.throttle.succeeded(login, call.request.peer);
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
  if (auto status = call.services.sessions.end(call.request.cookie("resonanz_session")); !status) co_return status.error();
  net::Response response = nothing();
  response.headers.emplace_back("Set-Cookie", cookie(call, "", 0));
  co_return response;
}

}  // namespace operations
}  // namespace resonanz::api
