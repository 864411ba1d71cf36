#pragma once
// What is left of a text when notes and small words are left out: copies differ in these.

#include <cstdint>
#include <string>
#include <string_view>

namespace resonanz::understand {

/// The text without notes about it: "[x-post from …]", "(fixed)", "[1920x1080]", "x-post from r/…". `buffer` holds it
/// where something was left out; the text itself where nothing is, or nothing else would be left.
std::string_view without_notes(std::string_view text, std::string& buffer);

enum class WordKind : std::uint8_t {
  telling,
  small,     ///< an article, a pronoun or another word that says nothing of its own
  deciding,  ///< a month, a day of the week or a negation: with another one it is another text
};
/// Of words of letters in lower case, German or English; `word` is a hash of word_step() from 0.
WordKind kind_of_word(std::uint64_t word);
constexpr std::uint64_t word_step(std::uint64_t hash, char32_t letter) { return hash * 0x100000001B3 + letter; }

}  // namespace resonanz::understand
