#include "text/word_edges.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>
#include <string>

#include "text/char_class.h"

namespace resonanz::text {
namespace {

struct Found {
  std::string lower;
  std::vector<std::uint32_t> edges, doubts, doubt_edges;

  friend bool operator==(const Found&, const Found&) = default;
};

Found find_by(WordEdges& words, std::string_view text) {
  std::string lower(mask_blocks(text.size()) * kMaskBytes, '\0');
  words.find(text, lower.data());
  Found out{lower, {words.edges().begin(), words.edges().end()}, {words.doubts().begin(), words.doubts().end()}, {}};
  for (const std::uint32_t doubt : words.doubts()) out.doubt_edges.push_back(words.edge_of(doubt));
  return out;
}

/// By masks, and in one pass where this machine can, which has to find the same.
Found find(std::string_view text) {
  static WordEdges by_masks(nullptr), fastest;
  const Found found = find_by(by_masks, text);
  EXPECT_EQ(found, find_by(fastest, text)) << text;
  return found;
}

bool is_word(char c) { return c >= 0 && kAsciiClasses[static_cast<unsigned char>(c)] == CharClass::word; }

std::vector<std::uint32_t> edges_one_by_one(std::string_view text) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i <= text.size(); ++i)
    if ((i < text.size() && is_word(text[i])) != (i > 0 && is_word(text[i - 1]))) out.push_back(i);
  return out;
}

/// Bytes as in texts, the seldom ones more often.
std::string random_bytes(std::mt19937& random, std::size_t size) {
  static constexpr std::string_view kBytes = "abcXYZ019_      .,-'&+/#@$:[]()\n\xC3\xA4\xE2\x80\x99";
  std::string out(size, ' ');
  for (char& c : out) c = kBytes[random() % kBytes.size()];
  return out;
}

TEST(WordEdges, AreWhereWordCharactersBeginAndEnd) {
  EXPECT_EQ(find("ab, c").edges, (std::vector<std::uint32_t>{0, 2, 4, 5}));
  EXPECT_EQ(find("").edges, std::vector<std::uint32_t>());
  std::mt19937 random(42);
  for (std::size_t size = 0; size < 400; ++size) {
    const std::string text = random_bytes(random, size);
    EXPECT_EQ(find(text).edges, edges_one_by_one(text)) << text;
  }
}
TEST(WordEdges, ManyInABlockAreAllFound) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += i % 2 == 0 ? 'a' : ' ';
  EXPECT_EQ(find(text).edges, edges_one_by_one(text));
  EXPECT_EQ(find(text + text).edges, edges_one_by_one(text + text));
}
TEST(WordEdges, ManyDoubtsInABlockAreAllFound) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "\u00E4";
  std::vector<std::uint32_t> all(text.size());
  std::iota(all.begin(), all.end(), 0u);
  EXPECT_EQ(find(text).doubts, all);
}
TEST(WordEdges, ADoubtKnowsTheEdgesBeforeIt) {
  std::mt19937 random(44);
  for (int i = 0; i < 1000; ++i) {
    const Found found = find(random_bytes(random, random() % 300));
    for (std::size_t d = 0; d < found.doubts.size(); ++d) {
      const auto at = std::lower_bound(found.edges.begin(), found.edges.end(), found.doubts[d]);
      EXPECT_EQ(found.doubt_edges[d], at - found.edges.begin());
    }
  }
}
TEST(WordEdges, EveryByteAtEveryPlaceOfABlockIsReadAlikeByAllWays) {
  for (int c = 0; c < 256; ++c)
    for (std::size_t at = 0; at < kMaskBytes; ++at) {
      std::string text(2 * kMaskBytes, 'x');
      text[at] = text[at + kMaskBytes] = static_cast<char>(c);
      find(text);
    }
}
TEST(WordEdges, PlainTextHasNoDoubts) {
  EXPECT_TRUE(find("Plain words, (in brackets) 200,000 - \"quoted\"; 50 % * 3. Yes! No?").doubts.empty());
  EXPECT_EQ(find("it's").doubts, std::vector<std::uint32_t>{3});
}

}  // namespace
}  // namespace resonanz::text
