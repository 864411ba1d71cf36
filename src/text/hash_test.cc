#include "text/hash.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace resonanz::text {
namespace {

TEST(Hash, IsTheSameWhateverStandsBehindTheText) {
  const std::string text = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  for (std::size_t size = 0; size <= text.size(); ++size)
    for (const std::uint64_t seed : {0, 1, 4})
      for (const char behind : {'\0', 'x', '\xFF'}) {
        std::string padded = text.substr(0, size) + std::string(16, behind);
        EXPECT_EQ(hash_padded({padded.data(), size}, seed), hash_bytes(text.substr(0, size), seed)) << size;
      }
}
TEST(Hash, EveryByteAndTheSeedCount) {
  std::set<std::uint32_t> seen;
  std::size_t count = 0;
  for (std::size_t size = 1; size < 50; ++size)
    for (std::size_t at = 0; at < size; ++at)
      for (const std::uint64_t seed : {0, 1}) {
        std::string text(size, 'a');
        text[at] = 'b';
        seen.insert(static_cast<std::uint32_t>(hash_bytes(text, seed)));
        ++count;
      }
  EXPECT_EQ(seen.size(), count);
}

TEST(Hash, AWordsIsThatOfItsBytes) {
  const std::string text = "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnop";
  for (std::size_t size = 0; size <= 34; ++size)
    EXPECT_EQ(hash_word(text.data(), size), hash_bytes(std::string_view(text).substr(0, size))) << size;
}
TEST(Hash, PaddedTextsAreComparedByTheirBytes) {
  std::string a(60, 'x'), b(60, 'x');
  for (std::size_t size = 0; size < 40; ++size) {
    a[size] = 'y';
    EXPECT_TRUE(equal_padded(a.data(), b.data(), size)) << size;
    EXPECT_FALSE(equal_padded(a.data(), b.data(), size + 1)) << size;
    a[size] = 'x';
  }
}

}  // namespace
}  // namespace resonanz::text
