#include "text/utf8.h"

#include <gtest/gtest.h>

namespace resonanz::text {
namespace {

TEST(Utf8, BadBytesBecomeReplacementCharacters) {
  EXPECT_EQ(to_valid_utf8("gr\xC3\xBC\xC3\x9F"), "grüß");
  EXPECT_EQ(to_valid_utf8("a\xFF"
                          "b"),
            "a\uFFFDb");
  EXPECT_EQ(to_valid_utf8("\xE2\x82"), "\uFFFD");                  // cut short: one replacement
  EXPECT_EQ(to_valid_utf8("\xC0\xAF"), "\uFFFD\uFFFD");            // overlong
  EXPECT_EQ(to_valid_utf8("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");  // surrogate
  EXPECT_FALSE(is_utf8("\xF4\x90\x80\x80"));                       // beyond U+10FFFF
}

TEST(Utf8, ABadByteIsSeenAtAnyPlace) {
  for (std::size_t size = 1; size < 40; ++size)
    for (std::size_t at = 0; at < size; ++at) {
      std::string text(size, 'a');
      EXPECT_TRUE(is_utf8(text));
      text[at] = '\xC3';
      EXPECT_FALSE(is_utf8(text)) << size << ' ' << at;
      if (at + 1 == size) continue;
      text[at + 1] = '\xBC';
      EXPECT_TRUE(is_utf8(text)) << size << ' ' << at;
    }
}

TEST(Utf8, ClipKeepsWholeCodePoints) {
  EXPECT_EQ(clip("grüß", 3), "gr");
  EXPECT_EQ(clip("grüß", 4), "grü");
}

}  // namespace
}  // namespace resonanz::text
