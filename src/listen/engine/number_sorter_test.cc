#include "listen/engine/number_sorter.h"

#include <gtest/gtest.h>

#include <random>

namespace resonanz::listen {
namespace {

TEST(NumberSorter, FewAndManyComeInOrder) {
  NumberSorter sorter;
  std::mt19937 random(42);
  std::vector<std::uint32_t> out;
  for (const std::size_t end : {1u, 64u, 65u, 4096u, 4097u, 100'000u})
    for (const std::size_t count : {0u, 1u, 10u, 23u, 24u, 60u, 5000u}) {
      std::vector<std::uint32_t> numbers(end);
      for (std::uint32_t i = 0; i < end; ++i) numbers[i] = i;
      std::shuffle(numbers.begin(), numbers.end(), random);
      numbers.resize(std::min(count, end));
      sorter.sort(numbers, end, out);
      std::sort(numbers.begin(), numbers.end());
      EXPECT_EQ(out, numbers) << count << " below " << end;
    }
}

}  // namespace
}  // namespace resonanz::listen
