#include "text/word_edges.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "text/char_class.h"

namespace resonanz::text {
namespace {

struct Found {
  std::vector<std::uint32_t> edges, doubts, doubt_edges;

  friend bool operator==(const Found&, const Found&) = default;
};

Found find(WordEdges& words, std::string_view text) {
  std::string lower(mask_blocks(text.size()) * kMaskBytes, '\0');
  words.find(text, lower.data());
  Found out{{words.edges().begin(), words.edges().end()}, {}, {}};
  for (const Doubt doubt : words.doubts()) {
    out.doubts.push_back(doubt.place);
    out.doubt_edges.push_back(doubt.edge);
  }
  return out;
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
  WordEdges words;
  EXPECT_EQ(find(words, "ab, c").edges, (std::vector<std::uint32_t>{0, 2, 4, 5}));
  EXPECT_EQ(find(words, "").edges, std::vector<std::uint32_t>());
  std::mt19937 random(42);
  for (std::size_t size = 0; size < 400; ++size) {
    const std::string text = random_bytes(random, size);
    EXPECT_EQ(find(words, text).edges, edges_one_by_one(text)) << text;
  }
}
TEST(WordEdges, ManyInABlockAreAllFound) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += i % 2 == 0 ? 'a' : ' ';
  for (const PlaceWriter writer : place_writers()) {
    WordEdges words(writer);
    EXPECT_EQ(find(words, text).edges, edges_one_by_one(text));
    EXPECT_EQ(find(words, text + text).edges, edges_one_by_one(text + text));
  }
}
TEST(WordEdges, ADoubtKnowsTheEdgesBeforeIt) {
  WordEdges words;
  std::mt19937 random(44);
  for (int i = 0; i < 1000; ++i) {
    const Found found = find(words, random_bytes(random, random() % 300));
    for (std::size_t d = 0; d < found.doubts.size(); ++d) {
      const auto at = std::lower_bound(found.edges.begin(), found.edges.end(), found.doubts[d]);
      EXPECT_EQ(found.doubt_edges[d], at - found.edges.begin());
    }
  }
}
TEST(WordEdges, PlainTextHasNoDoubts) {
  WordEdges words;
  EXPECT_TRUE(find(words, "Plain words, (in brackets) 200,000 - \"quoted\"; 50 % * 3. Yes! No?").doubts.empty());
  EXPECT_EQ(find(words, "it's").doubts, std::vector<std::uint32_t>{3});
}

}  // namespace
}  // namespace resonanz::text
