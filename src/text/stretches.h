#pragma once
// Stretches of a text between blanks, and the edges of words in them.

#include <cstdint>
#include <span>
#include <string_view>

namespace resonanz::text {

/// Nothing crosses these: URLs, tags, words and emoji all end before them.
inline bool is_blank(char c) { return static_cast<unsigned char>(c) <= 0x20; }

inline std::size_t blank_before(std::string_view text, std::size_t at, std::size_t begin) {
  while (at > begin && !is_blank(text[at - 1])) --at;
  return at;
}
inline std::size_t blank_behind(std::string_view text, std::size_t at) {
  while (at < text.size() && !is_blank(text[at])) ++at;
  return at;
}

/// The first of `edges` from number `from` on that is not before `place`; a word's beginning where `place` is in none.
inline std::size_t edge_at(std::span<const std::uint32_t> edges, std::size_t from, std::size_t place) {
  while (from < edges.size() && edges[from] < place) from += 2;
  return from;
}

}  // namespace resonanz::text
