#include "text/charset.h"

#include <gtest/gtest.h>

namespace resonanz::text {
namespace {

TEST(Charset, KnownAndUnknownNames) {
  EXPECT_EQ(from_charset("M\xFCller", "ISO-8859-1"), "Müller");
  EXPECT_EQ(from_charset("\x80 5 \x96 \x93x\x94", "iso-8859-1"), "€ 5 – “x”");
  EXPECT_EQ(from_charset("\xCF\xF0\xE8\xE2\xE5\xF2", "windows-1251"), "Привет");
  EXPECT_EQ(from_charset("\x93\xFA\x96\x7B", "Shift_JIS"), "日本");
  EXPECT_EQ(from_charset("\xC4\xE3\xBA\xC3", "gb2312"), "你好");
  EXPECT_EQ(from_charset("\x1B$BF|K\\\x1B(B", "ISO-2022-JP"), "日本");
  EXPECT_EQ(from_charset("x", "no-such-charset"), std::nullopt);
}
TEST(Charset, WhatIsNoTextIsReplaced) {
  EXPECT_EQ(from_charset("a\xFF"
                         "b",
                         "utf-8"),
            "a\uFFFD"
            "b");
  EXPECT_EQ(from_charset("a\xE2\x82", "utf-8"), "a\uFFFD");
}
TEST(Charset, HeldBackCharactersAreNotLost) { EXPECT_EQ(from_charset("\x88\x66", "big5-hkscs"), "Ê"); }
TEST(Charset, Guessing) {
  EXPECT_EQ(guess_utf8("\xEF\xBB\xBFä"), "ä");
  EXPECT_EQ(guess_utf8(std::string_view("\xFF\xFEh\0i\0", 6)), "hi");
  EXPECT_EQ(guess_utf8(std::string_view("\xFE\xFF\0h\0i", 6)), "hi");
  EXPECT_EQ(guess_utf8(std::string_view("i\0d\0", 4)), "id");
  EXPECT_EQ(guess_utf8(std::string_view("\0i\0d", 4)), "id");
  EXPECT_EQ(guess_utf8("Müller"), "Müller");
  EXPECT_EQ(guess_utf8("M\xFCller \x80"), "Müller €");
}

}  // namespace
}  // namespace resonanz::text
