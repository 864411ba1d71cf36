#pragma once
// The letters of a text in lower case, as language and near-duplicates read it. A pure function.

#include <cstddef>
#include <span>
#include <string_view>

namespace resonanz::understand {

enum class Digits : bool { drop, keep };

/// Words of letters (and digits, if kept, "４" and "²" as 4 and 2), lower case, one space before and after each;
/// addresses, @names and all other signs are left out; where digits are kept, an apostrophe parts no word. Writes at
/// most out.size() code points and returns how many; what is beyond is not read. Precondition: `text` is valid UTF-8.
std::size_t read_letters(std::string_view text, Digits digits, std::span<char32_t> out);

}  // namespace resonanz::understand
