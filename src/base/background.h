#pragma once
// A thread of its own for work that comes in steps.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "base/result.h"

namespace resonanz {

class Background {
 public:
  /// One piece of work; false: there is none just now.
  using Step = std::function<Result<bool>()>;
  /// Pauses after a step.
  struct Pace {
    std::chrono::milliseconds more{0}, idle{1'000}, failed{10'000};
    bool gentle = true;  ///< listening and answering go first
  };

  Background() = default;
  ~Background() { stop(); }
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  /// Works until stop(). Failed steps are logged as "WHAT: error" and tried again. Call once. What `step` uses must
  /// outlive this, or stop() be called before.
  void start(std::string what, Step step, Pace pace);
  /// Ends the pause it is in, or the next. Thread-safe.
  void wake();
  /// Waits for the step in progress. May be called more than once, from one thread.
  void stop();

 private:
  void run(const std::string& what, const Step& step, Pace pace);

  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable waiting_;
  bool woken_ = false, stopping_ = false;
};

}  // namespace resonanz
