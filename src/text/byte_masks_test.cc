#include "text/byte_masks.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace resonanz::text {
namespace {

struct Read {
  std::string lower;
  std::vector<ByteMasks> masks;
};

Read read_by(MaskReader reader, std::string_view text) {
  Read out{std::string(mask_blocks(text.size()) * kMaskBytes, 'x'), std::vector<ByteMasks>(mask_blocks(text.size()))};
  reader(text, out.lower.data(), out.masks.data());
  return out;
}

void expect_all_alike(std::string_view text) {
  const Read expected = read_by(mask_readers().front(), text);
  for (const MaskReader reader : mask_readers()) {
    const Read found = read_by(reader, text);
    EXPECT_EQ(found.lower, expected.lower);
    for (std::size_t i = 0; i < found.masks.size(); ++i) {
      EXPECT_EQ(found.masks[i].word, expected.masks[i].word) << text;
      EXPECT_EQ(found.masks[i].sign, expected.masks[i].sign) << text;
      EXPECT_GE(found.masks[i].has_rare, expected.masks[i].has_rare) << text;  // may be told for nothing
    }
  }
}

TEST(ByteMasks, EveryByteAtEveryPlaceIsReadAsByteByByte) {
  for (int first = 0; first < 256; ++first) {
    std::string bytes;
    for (std::size_t i = 0; i < kMaskBytes; ++i) bytes += static_cast<char>(first + static_cast<int>(i));
    expect_all_alike(bytes);
    EXPECT_EQ(read_rare(bytes.data()), read_rare_plainly(bytes.data())) << first;
  }
}
TEST(ByteMasks, TextsOfEveryLengthAreReadAsByteByByte) {
  std::mt19937 random(42);
  std::string bytes;
  for (int size = 0; size < 300; ++size) {
    expect_all_alike(bytes);
    bytes += static_cast<char>(random());
  }
}
TEST(ByteMasks, RareIsWhateverTheRareMasksTell) {
  for (int c = 0; c < 256; ++c) {
    std::string text(kMaskBytes, ' ');
    text[static_cast<std::size_t>(c) % kMaskBytes] = static_cast<char>(c);
    const bool nothing = read_rare(text.data()) == RareMasks{};
    for (const MaskReader reader : mask_readers()) EXPECT_TRUE(nothing || read_by(reader, text).masks[0].has_rare) << c;
  }
  for (const MaskReader reader : mask_readers())
    EXPECT_FALSE(read_by(reader, "It's a test, isn't it - " + std::string(40, '.')).masks[0].has_rare);
}
TEST(ByteMasks, SayWhatTheyAreNamedFor) {
  std::string text = "Ab_9 #x $y @z c+ a:[\xC3\xA4] - & ' . / , ( *";
  text.resize(kMaskBytes);
  Read read{std::string(kMaskBytes, 'x'), std::vector<ByteMasks>(1)};
  read_masks(text, read.lower.data(), read.masks.data());
  const RareMasks rare = read_rare(text.data());
  const auto bytes = [&](std::uint64_t mask) {
    std::string out;
    for (std::size_t i = 0; i < kMaskBytes; ++i)
      if (mask >> i & 1) out += text[i];
    return out;
  };
  EXPECT_EQ(bytes(read.masks[0].word), "Ab_9xyzca");
  EXPECT_EQ(bytes(rare.high), "\xC3\xA4");
  EXPECT_EQ(bytes(read.masks[0].sign), "+-&'./");
  EXPECT_EQ(bytes(rare.tag), "#$@");
  EXPECT_EQ(bytes(rare.trailing), "#+");
  EXPECT_EQ(bytes(rare.colon), ":");
  EXPECT_EQ(bytes(rare.bracket), "[");
  EXPECT_EQ(read.lower.substr(0, 4), "ab_9");
}

}  // namespace
}  // namespace resonanz::text
