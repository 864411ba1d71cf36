#include "text/bit_places.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace resonanz::text {
namespace {

struct Written {
  std::vector<std::uint32_t> places, before;

  friend bool operator==(const Written&, const Written&) = default;
};

Written write(PlaceWriter writer, std::span<const std::uint64_t> masks) {
  Written out{std::vector<std::uint32_t>(masks.size() * 64 + kPlacesBehind), std::vector<std::uint32_t>(masks.size())};
  out.places.resize(writer(masks, out.places.data(), out.before.data()));
  return out;
}

TEST(BitPlaces, AreCountedThroughFromTheLowestBit) {
  const std::vector<std::uint64_t> masks{0b1010, 0, ~std::uint64_t{0} << 63, 1};
  for (const PlaceWriter writer : place_writers())
    EXPECT_EQ(write(writer, masks), (Written{{1, 3, 191, 192}, {0, 2, 2, 3}}));
}
TEST(BitPlaces, EveryWayWritesTheSame) {
  std::mt19937_64 random(42);
  for (int i = 0; i < 2000; ++i) {
    std::vector<std::uint64_t> masks(random() % 9);
    for (std::uint64_t& mask : masks) {  // from empty to full
      mask = random();
      if (i % 3 == 0) mask &= random();
      if (i % 5 == 0) mask |= random() | random() | random();
    }
    const Written expected = write(place_writers().front(), masks);
    for (const PlaceWriter writer : place_writers()) EXPECT_EQ(write(writer, masks), expected);
  }
}

}  // namespace
}  // namespace resonanz::text
