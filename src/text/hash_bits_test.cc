#include "text/hash_bits.h"

#include <gtest/gtest.h>

#include <random>

namespace resonanz::text {
namespace {

std::vector<std::uint32_t> sift(HashSifter sifter, const HashBits& bits, std::span<const std::uint32_t> hashes) {
  std::vector<std::uint32_t> places(hashes.size() + HashBits::kSiftBehind);
  places.resize(sifter(bits, hashes, places.data()));
  return places;
}

TEST(HashBits, HaveWhatWasAdded) {
  HashBits bits;
  bits.reset(4096);
  bits.add(7);
  bits.add(std::vector<std::uint32_t>{4095, 0xABCD'0123});
  for (const std::uint32_t hash : {7u, 4095u, 0xABCD'0123u}) EXPECT_TRUE(bits.may_have(hash));
  for (const std::uint32_t hash : {6u, 8u, 0u}) EXPECT_FALSE(bits.may_have(hash));
  bits.reset(64);
  EXPECT_FALSE(bits.may_have(7));
}
TEST(HashBits, EveryWayOfSiftingFindsTheSame) {
  std::mt19937 random(42);
  for (const std::size_t size : {0, 1, 15, 16, 17, 64, 255, 256, 257, 1000}) {
    HashBits bits;
    bits.reset(64 << random() % 12);
    std::vector<std::uint32_t> hashes(size);
    for (std::uint32_t& hash : hashes)
      if (hash = random(); random() % 3 == 0) bits.add(hash);
    const auto expected = sift(hash_sifters().front(), bits, hashes);
    for (std::uint32_t i = 0; i < size; ++i)
      EXPECT_EQ(std::binary_search(expected.begin(), expected.end(), i), bits.may_have(hashes[i]));
    for (const HashSifter sifter : hash_sifters()) EXPECT_EQ(sift(sifter, bits, hashes), expected) << size;
  }
}

}  // namespace
}  // namespace resonanz::text
