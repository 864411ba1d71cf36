#include "history/segment.h"

#include <gtest/gtest.h>

#include "history/coding.h"

namespace resonanz::history {
namespace {

std::vector<std::uint16_t> every(std::size_t size, std::size_t step) {
  std::vector<std::uint16_t> out;
  for (std::size_t i = 0; i < size; i += step) out.push_back(static_cast<std::uint16_t>(i));
  return out;
}

TEST(Coding, SetsComeBackWhetherSparseOrDense) {
  for (const std::size_t size : {1u, 7u, 64u, 1000u, 65536u})
    for (const std::size_t step : {1u, 2u, 9u, 300u, 70000u}) {
      const auto ordinals = every(size, step);
      const std::string bytes = encode_set(ordinals, size);
      std::vector<std::uint16_t> list;
      ASSERT_TRUE(decode_list(bytes, size, list));
      EXPECT_EQ(list, ordinals) << size << " " << step;
      Bits set(size);
      ASSERT_TRUE(decode_set(bytes, set));
      EXPECT_EQ(set.count(), ordinals.size());
      EXPECT_LE(bytes.size(), size / 8 + 2);
    }
}
TEST(Coding, DamagedBytesAreRefused) {
  Bits set(100);
  for (const std::string_view bytes : {std::string_view(""), std::string_view("\2"), std::string_view("\0\x65", 2),
                                       std::string_view("\1\1"), std::string_view("\0\xFF", 2)})
    EXPECT_FALSE(decode_set(bytes, set));
  EXPECT_FALSE(read_directory("\xFF").ok());
  EXPECT_FALSE(read_directory("").ok());
}
TEST(Bits, CountsStretches) {
  Bits bits(1000);
  for (const auto at : every(1000, 3)) bits.set(at);
  for (const auto& [begin, end] : {std::pair(0u, 1000u), std::pair(1u, 3u), std::pair(64u, 128u), std::pair(63u, 65u),
                                   std::pair(500u, 500u), std::pair(999u, 1000u)}) {
    std::size_t n = 0;
    for (auto i = begin; i < end; ++i) n += bits.test(i);
    EXPECT_EQ(bits.count(begin, end), n) << begin << " " << end;
  }
  EXPECT_EQ(Bits::all(1000).count(), 1000u);
}

struct Stored {
  explicit Stored(SegmentImage made) : image(std::move(made)), directory(*read_directory(image.directory)) {}
  SegmentReader reader() const {
    return SegmentReader(directory, [this](std::uint32_t part) -> Result<std::string> {
      const auto found = image.parts.find(part);
      if (found == image.parts.end()) return fail(Errc::store, "missing");
      return found->second;
    });
  }
  std::vector<Id> posts_with(std::string_view term) const {
    auto reader = this->reader();
    Bits set(reader.posts());
    EXPECT_TRUE(reader.add(term, set).ok());
    const auto entries = *reader.entries();
    std::vector<Id> out;
    set.each_up([&](std::size_t at) { out.push_back(entries[at].id); });
    return out;
  }
  SegmentImage image;
  Directory directory;
};

/// Post i, written at 100 - i days, has the terms "n<i>", "mod<i % 7>" and "all".
void add_numbered(SegmentBuilder& builder, int from, int to) {
  for (int i = from; i < to; ++i) {
    builder.add_post({i, (100 - i) * kDayUs}, {1, 8104});
    for (const auto& term : {fmt::format("n{}", i), fmt::format("mod{}", i % 7), std::string("all")}) {
      builder.add_term(term);
      builder.add_term(term);  // a word may stand twice
    }
  }
}

TEST(Segment, KnowsWhichPostsHaveWhichTerm) {
  SegmentBuilder builder;
  add_numbered(builder, 1, 3000);
  const Stored segment(builder.finish());
  EXPECT_EQ(segment.posts_with("n5"), std::vector<Id>{5});
  EXPECT_EQ(segment.posts_with("mod3").size(), 429u);
  EXPECT_EQ(segment.posts_with("mod3").front(), 2999 - (2999 - 3) % 7);  // the oldest first
  EXPECT_EQ(segment.posts_with("all").size(), 2999u);
  for (const char* absent : {"", "a", "n", "n0", "n3000", "zz"}) EXPECT_TRUE(segment.posts_with(absent).empty());
  EXPECT_GT(segment.directory.blocks.size(), 3u);
  EXPECT_EQ(segment.directory.days.size(), 2999u);
  EXPECT_EQ(segment.image.last_id, 2999);
}
TEST(Segment, WildcardsWalkTheTermsOfAPrefix) {
  SegmentBuilder builder;
  add_numbered(builder, 1, 3000);
  const Stored segment(builder.finish());
  auto reader = segment.reader();
  Bits set(reader.posts());
  ASSERT_TRUE(reader
                  .add_matching(
                      "n12", [](std::string_view term) { return term.size() == 4; }, set)
                  .ok());
  EXPECT_EQ(set.count(), 10u);  // n120 … n129
}
TEST(Segment, MergedIsAsIfMadeAtOnce) {
  SegmentBuilder first, second, merged, at_once;
  add_numbered(first, 1, 700);
  add_numbered(second, 700, 2000);
  add_numbered(at_once, 1, 2000);
  for (auto* part : {&first, &second}) {
    const Stored segment(part->finish());
    auto reader = segment.reader();
    ASSERT_TRUE(merged.add_segment(reader, [](Id) { return true; }).ok());
  }
  EXPECT_EQ(merged.finish().parts, at_once.finish().parts);
}
TEST(Segment, WhatIsNotWantedLeavesNothing) {
  SegmentBuilder builder, rest, expected;
  add_numbered(builder, 1, 100);
  add_numbered(expected, 1, 50);
  const Stored segment(builder.finish());
  auto reader = segment.reader();
  ASSERT_TRUE(rest.add_segment(reader, [](Id id) { return id < 50; }).ok());
  EXPECT_EQ(rest.finish().parts, expected.finish().parts);
}
TEST(Segment, ADamagedPartIsAnErrorAndNoWrongAnswer) {
  SegmentBuilder builder;
  add_numbered(builder, 1, 100);
  Stored segment(builder.finish());
  segment.image.parts[kFirstBlock].resize(10);
  segment.image.parts[kRows].pop_back();
  auto reader = segment.reader();
  Bits set(reader.posts());
  EXPECT_FALSE(reader.add("n99", set).ok());
  EXPECT_FALSE(reader.entries().ok());
}

}  // namespace
}  // namespace resonanz::history
