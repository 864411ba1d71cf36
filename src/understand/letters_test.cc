#include "understand/letters.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "text/utf8.h"

namespace resonanz::understand {
namespace {

std::string letters_of(std::string_view text, Digits digits = Digits::drop, std::size_t most = 100) {
  std::array<char32_t, 100> buffer;
  const std::size_t count = read_letters(text, digits, std::span(buffer).first(most));
  std::string out;
  for (std::size_t i = 0; i < count; ++i) text::append(out, buffer[i]);
  return out;
}

TEST(Letters, AreLowerCaseWordsBetweenSingleSpaces) {
  EXPECT_EQ(letters_of("Über  Straßen, ja!"), " über straßen ja ");
  EXPECT_EQ(letters_of("ΑΒΓ Жук 漢字"), " αβγ жук 漢字 ");
  EXPECT_EQ(letters_of(""), "");
  EXPECT_EQ(letters_of("…! 42 🙂"), "");
}

TEST(Letters, DigitsCountOnlyIfKept) {
  EXPECT_EQ(letters_of("Teil 2 von 10"), " teil von ");
  EXPECT_EQ(letters_of("Teil 2 von 10", Digits::keep), " teil 2 von 10 ");
}

TEST(Letters, DigitsOfOtherScriptsAreDigits) {
  EXPECT_EQ(letters_of("４ ١٢ v² ½", Digits::keep), " 4 12 v2 ½ ");
  EXPECT_EQ(letters_of("v² ½"), " v ");
}

TEST(Letters, AddressesAndNamesAreLeftOut) {
  EXPECT_EQ(letters_of("siehe https://a.example/b?c=d dort"), " siehe dort ");
  EXPECT_EQ(letters_of("@Telvanta geht nicht"), " geht nicht ");
  EXPECT_EQ(letters_of("Post an info@acme.example"), " post an info acme example ");
}

TEST(Letters, StopAtTheLimit) {
  EXPECT_EQ(letters_of("abcdefgh", Digits::drop, 5), " abc ");
  EXPECT_EQ(letters_of("ab cdef", Digits::drop, 5), " ab ");
}

}  // namespace
}  // namespace resonanz::understand
