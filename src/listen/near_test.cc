// Looking only at what can be near finds what looking at every pair finds.
#include "listen/near.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace resonanz::listen {
namespace {

/// One to three parts that ascend and share no token.
Hit random_hit(std::mt19937& random) {
  const Field field = random() % 4 == 0 ? Field::title : Field::text;
  Hit hit;
  std::uint32_t at = random() % 60;
  for (std::size_t parts = 1 + random() % 3; parts > 0; --parts) {
    const std::uint32_t last = at + random() % 3;
    hit.parts.push_back({field, at, last, 10 * at, 10 * last + 5});
    at = last + 1 + random() % 6;
  }
  return hit;
}

std::vector<Hit> random_hits(std::mt19937& random) {
  std::vector<Hit> hits(random() % 30);
  std::generate(hits.begin(), hits.end(), [&] { return random_hit(random); });
  std::sort(hits.begin(), hits.end());
  hits.erase(std::unique(hits.begin(), hits.end()), hits.end());
  return hits;
}

std::size_t pairs_near(const std::vector<Hit>& left, const std::vector<Hit>& right, const NearStep& step) {
  std::size_t pairs = 0;
  for (const Hit& a : left)
    pairs += static_cast<std::size_t>(
        std::count_if(right.begin(), right.end(), [&](const Hit& b) { return is_near(a, b, step); }));
  return pairs;
}

TEST(NearHits, AreThoseOfEveryPair) {
  std::mt19937 random(42);
  for (int round = 0; round < 5'000; ++round) {
    const std::vector<Hit> left = random_hits(random), right = random_hits(random);
    const NearStep step{.distance = static_cast<std::uint32_t>(random() % 12), .ordered = random() % 2 == 0};
    const std::vector<Hit> found = near_hits(left, right, step, false);
    for (const Hit& a : left)
      for (const Hit& b : right) {
        if (!is_near(a, b, step)) continue;
        Hit both{a.parts};
        both.parts.insert(both.parts.end(), b.parts.begin(), b.parts.end());
        std::sort(both.parts.begin(), both.parts.end());
        EXPECT_TRUE(std::binary_search(found.begin(), found.end(), both));
      }
    EXPECT_LE(found.size(), pairs_near(left, right, step));
    EXPECT_EQ(near_hits(left, right, step, true).size(), found.empty() ? 0u : 1u);
  }
}

}  // namespace
}  // namespace resonanz::listen
