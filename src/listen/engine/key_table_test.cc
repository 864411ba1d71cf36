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
TEST(KeyTable, TellsKeysOfOneHashApart) {
  const KeyTable table({{7, 1}, {7, 2}, {8, 3}});
  for (const std::uint32_t wanted : {1u, 2u})
    EXPECT_EQ(table.find(7, [&](std::uint32_t value) { return value == wanted; }), wanted);
  EXPECT_EQ(table.find(7, [](std::uint32_t value) { return value == 3; }), KeyTable::kNone);
}
TEST(KeyTable, SiftingLosesNothingAndLetsLittleThrough) {
  KeyTable::Entries entries;
  std::vector<std::uint32_t> hashes;
  for (std::uint32_t i = 0; i < 10'000; ++i) {
    const std::uint32_t hash = (i + 1) * 0x9E3779B1u;
    if (i % 10 == 0) entries.emplace_back(hash, i);
    hashes.push_back(hash);
  }
  std::vector<std::uint32_t> places(hashes.size());
  places.resize(KeyTable(entries).sift(hashes, places.data()));
  for (std::uint32_t i = 0; i < hashes.size(); i += 10)
    EXPECT_TRUE(std::binary_search(places.begin(), places.end(), i)) << i;
  EXPECT_LT(places.size(), 2000u);
}

}  // namespace
}  // namespace resonanz::listen
