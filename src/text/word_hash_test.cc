#include "text/word_hash.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace resonanz::text {
namespace {

TEST(WordHash, IsTheSameWhateverStandsBehindTheText) {
  const std::string text = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  for (const WordHash& hash : word_hashes())
    for (std::size_t size = 0; size <= text.size(); ++size)
      for (const std::uint64_t seed : {0, 1, 4})
        for (const char behind : {'\0', 'x', '\xFF'}) {
          const std::string padded = text.substr(0, size) + std::string(16, behind);
          EXPECT_EQ(hash.of_padded({padded.data(), size}, seed), hash.of(text.substr(0, size), seed)) << size;
        }
}
TEST(WordHash, EveryByteAndTheSeedCount) {
  for (const WordHash& hash : word_hashes()) {
    std::set<std::uint32_t> seen;
    std::size_t count = 0;
    for (std::size_t size = 1; size < 50; ++size)
      for (std::size_t at = 0; at < size; ++at)
        for (const std::uint64_t seed : {0, 1}) {
          std::string text(size, 'a');
          text[at] = 'b';
          seen.insert(static_cast<std::uint32_t>(hash.of(text, seed)));
          ++count;
        }
    EXPECT_EQ(seen.size(), count);
  }
}
TEST(WordHash, ReadsWordAfterWord) {
  std::string text;
  std::vector<std::uint32_t> edges;
  for (std::uint32_t size = 0; size < 40; ++size) {
    edges.push_back(static_cast<std::uint32_t>(text.size()));
    text += std::string(size, static_cast<char>('a' + size % 26));
    edges.push_back(static_cast<std::uint32_t>(text.size()));
    text += ' ';
  }
  const std::size_t count = edges.size() / 2;
  text += std::string(16, 'x');
  for (const WordHash& hash : word_hashes()) {
    std::vector<WordRow> rows(count);
    std::vector<std::uint32_t> hashes(count), starts(count);
    hash.read({text.data(), edges.data(), count, 5, 9}, {rows.data(), hashes.data(), starts.data()});
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::string_view word = std::string_view(text).substr(edges[2 * i], i);
      EXPECT_EQ(hashes[i], static_cast<std::uint32_t>(hash.of(word, 0)));
      std::uint32_t start;
      std::memcpy(&start, word.data(), sizeof start);
      EXPECT_EQ(starts[i], start);
      EXPECT_EQ(rows[i].at, edges[2 * i]);
      EXPECT_EQ(rows[i].size, i);
      EXPECT_EQ(rows[i].first, 5 + i);
      EXPECT_EQ(rows[i].tail, 9u);
    }
  }
}

}  // namespace
}  // namespace resonanz::text
