#include "auth/throttle.h"

#include "specs/settings.h"

namespace resonanz::auth {
namespace {

constexpr TimeUs kWindow = settings::kAuthLoginWindow * kSecondUs;
constexpr std::size_t kMaxWindows = 30'000;

struct Limit {
  std::string key;
  std::int64_t most;
};

/// What an attempt is counted by; the first is what a success clears.
std::vector<Limit> limits_of(const Attempt& attempt) {
  if (!attempt.device.empty()) return {{"device\n" + attempt.device, settings::kAuthLoginAttempts}};
  return {{"both\n" + attempt.login + '\n' + attempt.network, settings::kAuthLoginAttempts},
          {"network\n" + attempt.network, settings::kAuthNetworkAttempts},
          {"name\n" + attempt.login, settings::kAuthNameAttempts}};
}

}  // namespace

Status LoginThrottle::allow(const Attempt& attempt) {
  std::lock_guard lock(mutex_);
  TimeUs left = 0;
  for (const Limit& limit : limits_of(attempt)) {
    const auto found = windows_.find(limit.key);
    if (found != windows_.end() && found->second.failures >= limit.most)
      left = std::max(left, found->second.start + kWindow - clock_.now());
  }
  if (left <= 0) return done();
  const int wait = static_cast<int>(left / kSecondUs) + 1;
  Error error = fail(Errc::rate, std::to_string(wait));
  error.retry_after_s = wait;
  return error;
}

void LoginThrottle::failed(const Attempt& attempt) {
  std::lock_guard lock(mutex_);
  const TimeUs now = clock_.now();
  make_room(now);
  for (const Limit& limit : limits_of(attempt)) {
    Window& window = windows_[limit.key];
    if (window.start + kWindow < now) window = {now, 0};
    ++window.failures;
  }
}

void LoginThrottle::succeeded(const Attempt& attempt) {
  std::lock_guard lock(mutex_);
  windows_.erase(limits_of(attempt).front().key);
}

/// Names made up by the thousand must not wash out the windows that matter: those with one failure go first.
void LoginThrottle::make_room(TimeUs now) {
  if (windows_.size() < kMaxWindows) return;
  std::erase_if(windows_, [&](const auto& w) { return w.second.start + kWindow < now; });
  for (std::int64_t most = 1; windows_.size() >= kMaxWindows; most *= 2)
    std::erase_if(windows_, [&](const auto& w) { return w.second.failures <= most; });
}

}  // namespace resonanz::auth
