#pragma once
// What a post speaks of: its words and names that are rare in its language.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "understand/model_file.h"

namespace resonanz::understand {

/// How common words are, by language. Immutable, borrows the bytes it was read from; thread-safe.
class CommonWords {
 public:
  /// Errors: Errc::model.
  static Result<CommonWords> read(std::span<const std::uint8_t> bytes);

  /// The logarithm to base 2 of how often the word comes in a million, at least 0; 0 where it is not known.
  double commonness(std::uint32_t word, std::size_t language) const;
  /// The number of a language; empty where it has no table.
  std::optional<std::size_t> number_of(std::string_view language) const;
  const std::string& version() const { return file_.version; }

 private:
  explicit CommonWords(ModelFile file) : file_(std::move(file)) {}

  ModelFile file_;
};

struct TextWord {
  std::string_view written;  ///< in the text
  std::uint32_t feature;     ///< of the word in one case
};

/// Replaces `out` by the words of a text in order, without addresses, @names and scripts without spaces.
/// Precondition: valid UTF-8.
void read_words(std::string_view text, std::vector<TextWord>& out);

/// At most `most` terms of the text that the words are of, as they are written in the text, the most telling first. A
/// term is a word, or two in a row that are written as a name or come again. Empty for a language without a table.
std::vector<std::string_view> salient_terms(std::span<const TextWord> words, std::string_view language,
                                            const CommonWords& common, std::size_t most = 5);
/// The same of a text, of which the first thousand bytes count. Precondition: valid UTF-8.
std::vector<std::string_view> salient_terms(std::string_view text, std::string_view language, const CommonWords& common,
                                            std::size_t most = 5);

}  // namespace resonanz::understand
