#include "host/encoding.h"

#include <gtest/gtest.h>

namespace resonanz::host {
namespace {

TEST(Encoding, DigestOfTheStandardsExample) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(std::string("\0\xff", 2)), "00ff");
}

TEST(Encoding, Base64GoesThereAndBack) {
  const std::string bytes = "\xfb\xff\xfe?";
  EXPECT_EQ(base64(bytes, Base64::standard), "+//+Pw==");
  EXPECT_EQ(base64(bytes, Base64::url), "-__-Pw");
  EXPECT_EQ(from_base64("-__-Pw", Base64::url), bytes);
  EXPECT_EQ(from_base64("-__-Pw", Base64::standard), std::nullopt);
  EXPECT_EQ(base64("", Base64::standard), "");
}

}  // namespace
}  // namespace resonanz::host
