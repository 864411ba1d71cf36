#pragma once
// Hides names, handles and addresses in a text. What is hidden becomes asterisks, byte for byte, so that places noted
// elsewhere (spans of matches) stay right.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resonanz::text {

/// Case and compatibility forms do not matter (NFKC, case folded). Immutable after filling; thread-safe then.
class Masker {
 public:
  /// Hidden where it stands as a word of its own: a full name. Less than 3 bytes are not taken.
  void add_word(std::string_view term);
  /// The same; but one that is letters only may be anybody's word, and is hidden behind "@" or "/" or alone only.
  void add_handle(std::string_view handle);
  /// Hidden wherever it stands: an id, an address. Less than 6 bytes are not taken.
  void add_text(std::string_view term);

  bool empty() const { return terms_.empty(); }
  bool finds(std::string_view text) const { return mask(text).has_value(); }
  /// The text without the terms; empty where none stands in it.
  std::optional<std::string> mask(std::string_view text) const;

 private:
  enum class Kind { anywhere, word, addressed };
  struct Term {
    std::string folded;
    Kind kind;
  };
  static bool fits(const Term& term, std::string_view folded, std::size_t begin, std::size_t end);
  std::vector<Term> terms_;
};

/// The runs of a text that could be a handle (letters, digits, and . _ - inside), folded; "@" is left out.
std::vector<std::string> handle_runs(std::string_view text);

}  // namespace resonanz::text
