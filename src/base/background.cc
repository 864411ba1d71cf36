#include "base/background.h"

#include <sys/resource.h>
#include <unistd.h>

#include "base/log.h"

namespace resonanz {

void Background::start(std::string what, Step step, Pace pace) {
  thread_ = std::thread([this, what = std::move(what), step = std::move(step), pace] { run(what, step, pace); });
}

void Background::run(const std::string& what, const Step& step, Pace pace) {
  if (pace.gentle) ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 10);
  while (true) {
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return;
    }
    const auto worked = step();
    if (!worked) log::error("{}: {}", what, worked.error().text());
    std::unique_lock lock(mutex_);
    waiting_.wait_for(lock,
                      !worked   ? pace.failed
                      : *worked ? pace.more
                                : pace.idle,
                      [this] { return stopping_ || woken_; });
    woken_ = false;
  }
}

void Background::wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  waiting_.notify_one();
}

void Background::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  waiting_.notify_one();
  if (thread_.joinable()) thread_.join();
}

}  // namespace resonanz
