#include "api/events.h"

#include "api/crisis_view.h"
#include "api/operations.h"
#include "api/source_view.h"

namespace resonanz::api {

Events::Events(stream::Hub& hub) : hub_(hub) {
  subscription_ = hub_.subscribe([this](const std::string& event, const std::string& data) {
    changed_ = true;
    std::lock_guard lock(mutex_);
    std::erase_if(listeners_, [](const Listener& l) { return l.stream.expired(); });
    for (auto& listener : listeners_)
      if (auto stream = listener.stream.lock()) stream->push(event, data);
  });
}

Events::~Events() { hub_.unsubscribe(subscription_); }

std::shared_ptr<net::EventStream> Events::open(const auth::Session& session) {
  auto stream = std::make_shared<net::EventStream>();
  std::lock_guard lock(mutex_);
  listeners_.push_back({session.user.id, session.key, session.user.role, stream});
  return stream;
}

void Events::keep_only(const std::map<std::string, auth::Role>& live) {
  std::lock_guard lock(mutex_);
  std::erase_if(listeners_, [&](const Listener& listener) {
    const auto found = live.find(listener.session);
    const bool stays = found != live.end() && found->second == listener.role;
    if (auto stream = listener.stream.lock(); stream && !stays) stream->close();
    return !stays;
  });
}

bool Events::any_open() {
  std::lock_guard lock(mutex_);
  std::erase_if(listeners_, [](const Listener& listener) { return listener.stream.expired(); });
  return !listeners_.empty();
}

void Events::send_counts(const std::function<Result<json::object>(Id user)>& counts) {
  if (!changed_.exchange(false)) return;
  std::vector<Listener> listeners;
  {
    std::lock_guard lock(mutex_);
    listeners = listeners_;
  }
  std::map<Id, std::string> by_user;
  for (const auto& listener : listeners) {
    auto stream = listener.stream.lock();
    if (!stream) continue;
    auto known = by_user.find(listener.user);
    if (known == by_user.end()) {
      const auto fresh = counts(listener.user);
      if (!fresh) return;
      known = by_user.emplace(listener.user, json::serialize(*fresh)).first;
    }
    stream->push("counts", known->second);
  }
}

namespace {

/// The hold that everybody sees, with who switched it.
Result<json::value> hold_for_all(Services& services) {
  TRY(const auto users, services.users.list());
  return hold_now_view(services.db, [&](Id id) -> json::value {
    const auto found = std::find_if(users.begin(), users.end(), [&](const auto& user) { return user.id == id; });
    return found == users.end() ? json::value(nullptr) : json::value(user_ref_json(*found));
  });
}

}  // namespace

Result<json::object> session_counts(Services& services, Id user) {
  TRY(const auto waiting, services.inbox.count(cases::View::needs_answer, user));
  TRY(const auto mine, services.inbox.count(cases::View::mine, user));
  TRY(const auto all, services.inbox.count(cases::View::all, user));
  TRY(const auto quarantined, services.quarantine.size());
  TRY(const auto sources, services.sources.list());
  const auto healthy = std::count_if(sources.begin(), sources.end(), [](const auto& s) { return is_healthy(s); });
  TRY(const auto crises, services.crisis.rooms.open_counts());
  TRY(const auto to_approve,
      services.db.read([&](soci::session& sql) -> Result<std::int64_t> { return crisis::waiting_for(sql, user); }));
  TRY(const json::value hold, hold_for_all(services));
  return json::object{{"needs_answer", waiting},
                      {"mine", mine},
                      {"all", all},
                      {"sources", sources.size()},
                      {"sources_healthy", healthy},
                      {"quarantined", quarantined},
                      {"crises", crises.rooms},
                      {"drills", crises.drills},
                      {"to_approve", to_approve},
                      {"hold", hold},
                      {"held", crises.held}};
}

namespace operations {
boost::asio::awaitable<Reply> stream_events(Call& call) {
  net::Response response;
  response.events = call.services.events.open(*call.session);
  co_return response;
}
}  // namespace operations

}  // namespace resonanz::api
