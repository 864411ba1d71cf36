#include "ingest/workers.h"

#include <gtest/gtest.h>

namespace resonanz::ingest {
namespace {

TEST(Workers, EveryPieceIsDoneOnceAndBeforeTheCallReturns) {
  for (const unsigned threads : {1u, 2u, 5u}) {
    Workers workers(threads);
    for (const std::size_t count : {0, 1, 15, 16, 1000, 3}) {
      std::vector<int> done(count);
      workers.each(count, [&](std::size_t i) { ++done[i]; });
      EXPECT_EQ(done, std::vector<int>(count, 1)) << threads << " threads";
    }
  }
}
TEST(Workers, SeveralThreadsWorkAtTheSameTime) {
  Workers workers(2);
  std::atomic<int> inside{0};
  // Each of the first two waits for the other: with one thread this would never end.
  workers.each(16, [&](std::size_t i) {
    if (i > 1) return;
    ++inside;
    while (inside < 2) std::this_thread::yield();
  });
  EXPECT_EQ(inside, 2);
}

}  // namespace
}  // namespace resonanz::ingest
