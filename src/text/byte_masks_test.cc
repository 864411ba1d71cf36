#include "text/byte_masks.h"

#include <gtest/gtest.h>

#include <string>

namespace resonanz::text {
namespace {

TEST(ByteMasks, EveryByteAtEveryPlaceIsReadAsByteByByte) {
  char bytes[kMaskBytes], fast[kMaskBytes], plain[kMaskBytes];
  for (int first = 0; first < 256; ++first) {
    for (std::size_t i = 0; i < kMaskBytes; ++i) bytes[i] = static_cast<char>(first + static_cast<int>(i));
    const ByteMasks masks = read_masks(bytes, fast), expected = read_masks_plainly(bytes, plain);
    EXPECT_EQ(masks.word, expected.word) << first;
    EXPECT_EQ(masks.sign, expected.sign) << first;
    EXPECT_EQ(masks.has_rare, expected.has_rare) << first;
    EXPECT_EQ(read_rare(bytes), read_rare_plainly(bytes)) << first;
    EXPECT_EQ(std::string_view(fast, kMaskBytes), std::string_view(plain, kMaskBytes)) << first;
  }
}
TEST(ByteMasks, RareIsWhateverTheRareMasksTell) {
  for (int c = 0; c < 256; ++c) {
    std::string text(kMaskBytes, ' ');
    char lower[kMaskBytes];
    text[static_cast<std::size_t>(c) % kMaskBytes] = static_cast<char>(c);
    const bool nothing = read_rare(text.data()) == RareMasks{};
    EXPECT_TRUE(nothing || read_masks(text.data(), lower).has_rare) << c;
  }
  char lower[kMaskBytes];
  EXPECT_FALSE(read_masks(("It's a test, isn't it - " + std::string(kMaskBytes, '.')).data(), lower).has_rare);
}
TEST(ByteMasks, SayWhatTheyAreNamedFor) {
  std::string text = "Ab_9 #x $y @z c+ a:[\xC3\xA4] -";
  text.resize(kMaskBytes);
  char lower[kMaskBytes];
  const ByteMasks masks = read_masks(text.data(), lower);
  const RareMasks rare = read_rare(text.data());
  const auto bytes = [&](std::uint64_t mask) {
    std::string out;
    for (std::size_t i = 0; i < kMaskBytes; ++i)
      if (mask >> i & 1) out += text[i];
    return out;
  };
  EXPECT_EQ(bytes(masks.word), "Ab_9xyzca");
  EXPECT_EQ(bytes(rare.high), "\xC3\xA4");
  EXPECT_EQ(bytes(masks.sign), "#$+-");
  EXPECT_EQ(bytes(rare.tag), "#$@");
  EXPECT_EQ(bytes(rare.trailing), "#+");
  EXPECT_EQ(bytes(rare.colon), ":");
  EXPECT_EQ(bytes(rare.bracket), "[");
  EXPECT_EQ(std::string_view(lower, 4), "ab_9");
}

}  // namespace
}  // namespace resonanz::text
