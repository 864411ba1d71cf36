#include "base/error.h"

#include <gtest/gtest.h>

namespace resonanz {
namespace {

TEST(Error, FixedWordsAreSaidInTheReadersLanguage) {
  const Error closed{Errc::state, "the room is closed"};
  EXPECT_EQ(closed.sentence("en"), "This is not possible now: the room is closed.");
  EXPECT_EQ(closed.sentence("de"), "Das ist jetzt nicht möglich: der Raum ist geschlossen.");
  EXPECT_EQ(closed.sentence_and_detail("de"), closed.sentence("de"));
}
TEST(Error, WhatIsNotFixedStaysAsItIs) {
  EXPECT_EQ((Error{Errc::value, "first_name"}.sentence("de")), "Ein Wert fehlt oder ist falsch: first_name.");
}

}  // namespace
}  // namespace resonanz
