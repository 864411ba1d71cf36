#pragma once
// A short Aho-Corasick automaton over words with a blank before and behind: all moves in one dense table.

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "input.h"

namespace resonanz::peers {

class AhoCorasick {
 public:
  /// Precondition: words of the letters a to z.
  explicit AhoCorasick(const std::vector<std::string>& words);

  /// Calls see(term, byte) for every word of `text`; `byte` is the blank behind it.
  template <typename See>
  void scan(std::string_view text, See&& see) const {
    std::uint32_t state = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      state = moves_[state][kind_of(text[i])];
      if (ends_[state] != 0) see(ends_[state] - 1, i);
    }
  }
  std::size_t bytes() const { return moves_.size() * (sizeof(moves_[0]) + sizeof(ends_[0])); }

 private:
  static constexpr std::uint32_t kKinds = 28;  // a to z, blank, all others
  static std::uint32_t kind_of(char c) {
    return 'a' <= c && c <= 'z' ? static_cast<std::uint32_t>(c - 'a') : c == ' ' ? 26 : 27;
  }

  std::vector<std::array<std::uint32_t, kKinds>> moves_;
  std::vector<Term> ends_;  ///< by state, the term that ends there + 1; never two, for no word holds a blank
};

}  // namespace resonanz::peers
