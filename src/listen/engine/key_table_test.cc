#include "listen/engine/key_table.h"

#include <gtest/gtest.h>

namespace resonanz::listen {
namespace {

TEST(KeyTable, FindsWhatWasFiled) {
  KeyTable::Entries entries;
  for (std::uint32_t i = 0; i < 1000; ++i) entries.emplace_back(i * 0x9E3779B1u, i);
  const KeyTable table(entries);
  for (const auto& [hash, value] : entries) EXPECT_EQ(table.find(hash), value);
  EXPECT_EQ(table.find(12345), KeyTable::kNone);
  EXPECT_EQ(KeyTable().find(0), KeyTable::kNone);
}
TEST(KeyTable, GivesAllThatIsFiledUnderAHash) {
  const KeyTable table({{7, 1}, {7, 2}, {8, 3}});
  EXPECT_EQ(table.most_of_a_hash(), 2u);
  std::vector<std::uint32_t> found(2 + KeyTable::kCollectBehind);
  found.resize(static_cast<std::size_t>(table.collect(7, found.data()) - found.data()));
  EXPECT_EQ(found, (std::vector<std::uint32_t>{1, 2}));
}
TEST(KeyTable, OverflownBucketsGoOnInTheNext) {
  KeyTable::Entries entries;
  for (std::uint32_t i = 0; i < 100; ++i) entries.emplace_back(i << 16 | i, i);  // all want the same bucket
  const KeyTable table(entries);
  for (const auto& [hash, value] : entries) {
    std::vector<std::uint32_t> found(1 + KeyTable::kCollectBehind);
    found.resize(static_cast<std::size_t>(table.collect(hash, found.data()) - found.data()));
    EXPECT_EQ(found, std::vector{value});
    EXPECT_EQ(table.find(hash), value);
  }
  EXPECT_EQ(table.find(100u << 16 | 100), KeyTable::kNone);
}
TEST(KeyTable, SiftingLosesNothingAndLetsLittleThrough) {
  KeyTable::Entries entries;
  std::vector<std::uint32_t> hashes;
  for (std::uint32_t i = 0; i < 10'000; ++i) {
    const std::uint32_t hash = (i + 1) * 0x9E3779B1u;
    if (i % 10 == 0) entries.emplace_back(hash, i);
    hashes.push_back(hash);
  }
  std::vector<std::uint32_t> places(hashes.size() + text::HashBits::kSiftBehind);
  places.resize(KeyTable(entries).sift(hashes, places.data()));
  for (std::uint32_t i = 0; i < hashes.size(); i += 10)
    EXPECT_TRUE(std::binary_search(places.begin(), places.end(), i)) << i;
  EXPECT_LT(places.size(), 2000u);
}

}  // namespace
}  // namespace resonanz::listen
