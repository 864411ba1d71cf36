#pragma once
// Emoji sequences: pictographs with skin tone and joiners, flags, keycaps, tag sequences.

#include <cstddef>
#include <string>
#include <string_view>

namespace resonanz::text {

/// Bytes of the emoji sequence that starts at `offset`, 0 where none does. © ® ™ are signs of a name, not emoji.
std::size_t emoji_length(std::string_view text, std::size_t offset);
/// True if the digit, '#' or '*' at `offset` is the start of a keycap. Cheap for plain ASCII.
bool is_keycap(std::string_view text, std::size_t offset);
/// The sequence without U+FE0F.
std::string emoji_form(std::string_view sequence);
/// `form` without skin tones; may be empty (a skin tone alone).
std::string without_skin_tones(std::string_view form);

}  // namespace resonanz::text
