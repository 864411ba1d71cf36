#include "text/graphemes.h"

#include <gtest/gtest.h>

namespace resonanz::text {
namespace {

TEST(Graphemes, CountsWhatReadersSee) {
  EXPECT_EQ(count_graphemes(""), 0u);
  EXPECT_EQ(count_graphemes("Grüße"), 5u);
  EXPECT_EQ(count_graphemes("e\u0301"), 1u);
  EXPECT_EQ(count_graphemes("👩‍👩‍👧‍👦"), 1u);
  EXPECT_EQ(count_graphemes("🇩🇪🇫🇷"), 2u);
  EXPECT_EQ(count_graphemes("\r\n"), 1u);
}

}  // namespace
}  // namespace resonanz::text
