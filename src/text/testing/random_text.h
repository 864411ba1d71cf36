#pragma once
// Texts for tests: characters as they come in texts and as they do not, the plain ones most often.

#include <iterator>
#include <random>
#include <string>
#include <string_view>

namespace resonanz::text::testing {

inline std::string random_text(std::mt19937& random) {
  static constexpr std::string_view kAscii = "abcdefgXYZ0189_      \n\t.,-'&+/#@$:;[]()!?\"%*=<>|~^`{}\\\x7F";
  static constexpr const char* kOther[] = {"ä",  "é", "’",        "“",      "”",      "–", "…", "£",
                                           "東", "ไ", "👍🏽", "\u00AD", "\u0308", "ß", "ﬁ"};
  std::string text;
  const unsigned seldom = random() % 3 == 0 ? 4 : 40;
  for (std::size_t size = random() % 200; size > 0; --size) {
    if (random() % seldom == 0) text += kOther[random() % std::size(kOther)];
    else if (random() % 3 == 0) text += kAscii[random() % kAscii.size()];
    else text += kAscii[random() % 20];
  }
  return text;
}

}  // namespace resonanz::text::testing
