#include "text/byte_masks.h"

#include <gtest/gtest.h>

#include <string>

namespace resonanz::text {
namespace {

TEST(ByteMasks, EveryByteAtEveryPlaceIsReadAsByteByByte) {
  char bytes[kMaskBytes], fast[kMaskBytes], plain[kMaskBytes];
  for (int first = 0; first < 256; ++first) {
    for (std::size_t i = 0; i < kMaskBytes; ++i) bytes[i] = static_cast<char>(first + static_cast<int>(i));
    EXPECT_EQ(read_masks(bytes, fast), read_masks_plainly(bytes, plain)) << first;
    EXPECT_EQ(std::string_view(fast, kMaskBytes), std::string_view(plain, kMaskBytes)) << first;
  }
}
TEST(ByteMasks, SayWhatTheyAreNamedFor) {
  std::string text = "Ab_9 #x $y @z c+ a:[\xC3\xA4] -";
  text.resize(kMaskBytes);
  char lower[kMaskBytes];
  const ByteMasks masks = read_masks(text.data(), lower);
  const auto bytes = [&](std::uint64_t mask) {
    std::string out;
    for (std::size_t i = 0; i < kMaskBytes; ++i)
      if (mask >> i & 1) out += text[i];
    return out;
  };
  EXPECT_EQ(bytes(masks.word), "Ab_9xyzca");
  EXPECT_EQ(bytes(masks.high), "\xC3\xA4");
  EXPECT_EQ(bytes(masks.sign), "#$+-");
  EXPECT_EQ(bytes(masks.tag), "#$@");
  EXPECT_EQ(bytes(masks.trailing), "#+");
  EXPECT_EQ(bytes(masks.colon), ":");
  EXPECT_EQ(bytes(masks.bracket), "[");
  EXPECT_EQ(std::string_view(lower, 4), "ab_9");
}

}  // namespace
}  // namespace resonanz::text
