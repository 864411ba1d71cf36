#include "base/background.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>

namespace resonanz {
namespace {

constexpr Background::Pace kNever{.more = {}, .idle = std::chrono::hours(1), .failed = std::chrono::hours(1)};

TEST(Background, WorksWhileThereIsWorkAndAgainWhenWoken) {
  std::atomic<int> left{3};
  std::latch first(1), second(1);
  Background background;
  background.start(
      "work",
      [&]() -> Result<bool> {
        if (left == 0) return false;
        if (--left > 0) return true;
        (first.try_wait() ? second : first).count_down();
        return false;
      },
      kNever);
  first.wait();
  left = 2;
  background.wake();
  second.wait();
  background.stop();
  EXPECT_EQ(left, 0);
}

TEST(Background, GoesOnAfterAFailureAndStopsInAPause) {
  std::atomic<int> steps{0};
  std::latch failed(1), again(1);
  Background background;
  background.start(
      "work",
      [&]() -> Result<bool> {
        if (++steps == 1) {
          failed.count_down();
          return fail(Errc::store);
        }
        again.count_down();
        return false;
      },
      kNever);
  failed.wait();
  background.wake();
  again.wait();
  background.stop();
  background.stop();
  EXPECT_EQ(steps, 2);
}

}  // namespace
}  // namespace resonanz
