#pragma once
// A text as the linear models read it: words in lower case, signs, emoji; addresses and names as placeholders.

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace resonanz::understand {

struct FeatureToken {
  enum class Kind { word, sign, emoji, placeholder };
  Kind kind;
  std::string_view text;   ///< lower case, digits as 0, three and more equal letters as two
  bool shouted = false;    ///< a word of three letters or more, all capitals
  bool stretched = false;  ///< it had three equal letters in a row
};

/// The tokens of a text. Reused from text to text. Not thread-safe.
class FeatureTokens {
 public:
  /// Replaces what was read before. Precondition: valid UTF-8.
  void read(std::string_view text);
  /// Theirs and their texts' memory is kept until the next read().
  std::span<const FeatureToken> all() const { return tokens_; }

 private:
  std::vector<FeatureToken> tokens_;
  std::unique_ptr<char[]> texts_;
  std::size_t room_ = 0;  ///< of texts_
};

}  // namespace resonanz::understand
