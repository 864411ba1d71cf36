// Colleagues and one's own profile.
#include "api/cookies.h"
#include "api/operations.h"
#include "api/views.h"

namespace resonanz::api {
namespace {

Reply user_reply(Call& call, Result<auth::User> user, int status = 200) {
  if (!user) return user.error();
  TRY(const Views views, Views::create(call));
  return ok(user_json(*user), status);
}

Result<std::optional<auth::Role>> role_member(const json::object& body) {
  TRY(const auto name, optional_text(body, "role"));
  if (!name) return std::optional<auth::Role>();
  const auto role = auth::role_from(*name);
  if (!role) return fail(Errc::value, "role");
  return role;
}

Result<auth::UserPatch> common_patch(const json::object& body) {
  auth::UserPatch patch;
  TRY(patch.name, optional_text(body, "name"));
  TRY(patch.title, optional_text(body, "title"));
  TRY(patch.language, optional_text(body, "language"));
  TRY(patch.password, optional_text(body, "password"));
  return patch;
}

Reply add(Call& call) {
  TRY(const json::object body, call.body());
  auth::NewUser user;
  TRY(user.login, required_text(body, "login", 200));
  TRY(user.name, required_text(body, "name", 200));
  TRY(user.title, required_text(body, "title", 200));
  TRY(user.language, required_text(body, "language", 2));
  TRY(user.password, required_text(body, "password", 1000));
  TRY(const auto role, role_member(body));
  if (!role) return fail(Errc::value, "role");
  user.role = *role;
  return user_reply(call, call.services.users.add(user, call.actor(), call.now()), 201);
}

Reply change(Call& call) {
  TRY(const Id id, call.id());
  TRY(const json::object body, call.body());
  TRY(auth::UserPatch patch, common_patch(body));
  TRY(patch.role, role_member(body));
  if (const auto* active = body.if_contains("active"); active && active->is_bool()) patch.active = active->as_bool();
  return user_reply(call, call.services.users.change(id, patch, call.actor(), call.now()));
}

Reply change_own(Call& call) {
  TRY(const json::object body, call.body());
  TRY(const auth::UserPatch patch, common_patch(body));
  if (patch.password) {
    TRY(const std::string current, required_text(body, "current_password", 1000));
    const auth::Attempt attempt = attempt_of(call.services, call.request, call.user().login);
    CHECK_OK(call.services.throttle.allow(attempt));
    const auto known = call.services.users.sign_in(call.user().login, current);
    if (!known) call.services.throttle.failed(attempt);
    if (!known) return known.error();
  }
  return user_reply(call, call.services.users.change(call.user().id, patch, call.actor(), call.now()));
}

Reply face(Call& call) {
  TRY(const Id id, call.id());
  TRY(const auto picture, call.services.users.face(id));
  net::Response response;
  response.content_type = picture.type;
  response.body = picture.bytes;
  response.headers.emplace_back("Cache-Control", "private, max-age=86400");
  return response;
}

Reply all(Call& call) {
  TRY(const auto users, call.services.users.list());
  TRY(const Views views, Views::create(call));
  json::array items;
  for (const auto& user : users) items.push_back(user_json(user));
  return ok(json::object{{"items", items}});
}

Reply set_face_of(Call& call, Result<Id> id) {
  if (!id) return id.error();
  return user_reply(call, call.services.users.set_face(*id, call.request.body, call.actor(), call.now()));
}

}  // namespace

namespace operations {
boost::asio::awaitable<Reply> list_users(Call& call) { co_return all(call); }
boost::asio::awaitable<Reply> create_user(Call& call) { co_return add(call); }
boost::asio::awaitable<Reply> update_user(Call& call) { co_return change(call); }
boost::asio::awaitable<Reply> update_profile(Call& call) { co_return change_own(call); }
boost::asio::awaitable<Reply> read_user_face(Call& call) { co_return face(call); }
boost::asio::awaitable<Reply> update_user_face(Call& call) { co_return set_face_of(call, call.id()); }
boost::asio::awaitable<Reply> update_profile_face(Call& call) { co_return set_face_of(call, call.user().id); }
}  // namespace operations
}  // namespace resonanz::api
