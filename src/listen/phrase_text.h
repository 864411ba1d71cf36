#pragma once
// The inside of quotes, and words that are counted.

#include <string_view>

#include "base/result.h"
#include "listen/query.h"

namespace resonanz::listen {

struct PhraseText {
  Words words;
  std::size_t end;  ///< past the closing quote and `~n`
};

/// Reads the phrase whose opening quote stands at `offset` of `text`. Errors: Errc::syntax (not closed, empty, a group
/// that is no OR of words), near_range, wildcard_short.
Result<PhraseText> read_phrase(std::string_view text, std::size_t offset);

/// n of `{n,}` behind a word. Errors: Errc::syntax, Errc::range.
Result<std::uint32_t> read_count(std::string_view braces, std::string_view word, std::size_t offset);

/// word or word{n,}. Errors: Errc::syntax (nothing to search for), Errc::range (n), wildcard_short.
Result<Words> read_counted_word(std::string_view typed, Scope scope, std::size_t offset);

}  // namespace resonanz::listen
