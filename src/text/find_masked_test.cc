#include "text/find_masked.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace resonanz::text {
namespace {

TEST(FindMasked, EveryWayFindsTheFirst) {
  std::mt19937 random(42);
  for (int i = 0; i < 5000; ++i) {
    const std::size_t count = random() % 70, from = count == 0 ? 0 : random() % count;
    const std::uint32_t mask = i % 3 == 0 ? ~std::uint32_t{0} : i % 3 == 1 ? 0xFF'FFFF : 0xFFFF;
    std::vector<std::uint32_t> numbers(count + kFindBehind);  // what stands behind is not found
    for (std::uint32_t& number : numbers) number = random() % 64 | (random() % 2) << 30;
    const std::uint32_t wanted = random() % 64;
    std::size_t expected = from;
    while (expected < count && (numbers[expected] & mask) != wanted) ++expected;
    for (const MaskedFinder find : masked_finders())
      EXPECT_EQ(find(numbers.data(), from, count, wanted, mask), expected);
  }
}

}  // namespace
}  // namespace resonanz::text
