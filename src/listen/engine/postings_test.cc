#include "listen/engine/postings.h"

#include <gtest/gtest.h>

#include <random>

namespace resonanz::listen {
namespace {

Sketch words(std::vector<std::uint16_t> hashes) {
  Sketch sketch;
  sketch.words = std::move(hashes);
  return sketch;
}

std::vector<std::uint32_t> numbers_of(const PostingLists& lists, std::uint32_t key) {
  std::vector<std::uint32_t> numbers(lists.size_of(key) + PostingLists::kWriteBehind);
  numbers.resize(static_cast<std::size_t>(lists.write(key, numbers.data()) - numbers.data()));
  return numbers;
}

TEST(Postings, AreFoundByTheirKey) {
  PostingLists lists;
  for (std::uint32_t query = 0; query < 10; ++query) lists.file(query % 2 == 0 ? 0 : 3, query, {});
  lists.file(1, 99, {});
  lists.finish(5);
  const auto queries = [&](std::uint32_t key) {
    std::vector<std::uint32_t> out;
    for (const std::uint32_t number : numbers_of(lists, key)) out.push_back(lists[number].query);
    return out;
  };
  EXPECT_EQ(queries(0), (std::vector<std::uint32_t>{0, 2, 4, 6, 8}));
  EXPECT_EQ(queries(1), (std::vector<std::uint32_t>{99}));
  EXPECT_EQ(queries(2), (std::vector<std::uint32_t>{}));
  EXPECT_EQ(queries(3), (std::vector<std::uint32_t>{1, 3, 5, 7, 9}));
  EXPECT_EQ(queries(4), (std::vector<std::uint32_t>{}));
}
TEST(Postings, EverySieveKeepsTheSame) {
  std::mt19937 random(42);
  for (int round = 0; round < 200; ++round) {
    text::HashBits post;
    post.reset(64 << random() % 11);
    for (std::size_t i = random() % 100; i > 0; --i) post.add(static_cast<std::uint32_t>(random()));
    post.add(PostWords::kInEveryPost);
    PostingLists lists;
    std::vector<std::uint32_t> expected;
    for (std::uint32_t query = 0; query < 50; ++query) {
      std::vector<std::uint16_t> hashes(random() % (Sketch::kMostWords + 1));
      bool kept = hashes.empty();
      for (std::uint16_t& hash : hashes) hash = static_cast<std::uint16_t>(random()), kept |= post.may_have(hash);
      Sketch sketch = words(hashes);
      if (query % 10 == 9) sketch.words.clear(), sketch.starts.assign(1 + query % 6, text::Start("abcd")), kept = true;
      lists.file(0, query, sketch);
      if (kept) expected.push_back(query);
    }
    lists.finish(1);
    for (const PostingSieve sieve : posting_sieves()) {
      auto numbers = numbers_of(lists, 0);
      numbers.resize(sieve(&lists[0], numbers, post));
      EXPECT_EQ(numbers, expected);
    }
  }
}

}  // namespace
}  // namespace resonanz::listen
