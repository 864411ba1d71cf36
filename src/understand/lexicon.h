#pragma once
// Words and emoji with a tone, German and English: an own list, for the linear models to weigh.

#include <cstdint>
#include <string_view>

namespace resonanz::understand {

enum class Tone : std::uint8_t { none, good, bad, rude, wish, ask, thanks };
inline constexpr std::size_t kTones = 7;

/// `word` in lower case. The longest stem that it begins with decides.
Tone tone_of(std::string_view word);

/// "nicht", "never" and their kin, in lower case.
bool is_negation(std::string_view word);
/// An emoji without its skin tone.
bool is_glad(std::string_view emoji);
bool is_sad(std::string_view emoji);

}  // namespace resonanz::understand
