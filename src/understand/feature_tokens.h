#pragma once
// A text as the linear models read it: words in lower case, signs, emoji; addresses and names as placeholders.

#include <string>
#include <string_view>
#include <vector>

namespace resonanz::understand {

struct FeatureToken {
  enum class Kind { word, sign, emoji, placeholder };
  Kind kind;
  std::string text;        ///< lower case, digits as 0, three and more equal letters as two
  bool shouted = false;    ///< a word of three letters or more, all capitals
  bool stretched = false;  ///< it had three equal letters in a row
};

/// Precondition: valid UTF-8.
void tokenise(std::string_view text, std::vector<FeatureToken>& out);

}  // namespace resonanz::understand
