#pragma once
// The signs and words of a query with their byte offsets. What a word means is not decided here.

#include <cstddef>
#include <optional>
#include <string_view>

namespace resonanz::listen {

enum class Lexeme { end, open, close, quote, minus, word };

/// A cursor over valid UTF-8. Peeking never moves it.
class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::size_t offset() const { return at_; }
  void move_to(std::size_t offset) { at_ = offset; }
  void skip_space();
  /// What is not read yet, blanks included.
  std::string_view rest() const { return text_.substr(at_); }
  /// What stands here after white space; `minus` only right before something it can exclude.
  Lexeme peek();
  /// Past a parenthesis, a quote (any of " “ ” „ « ») or a minus.
  void skip_sign();
  /// The longest run without white space, parentheses and quotes.
  std::string_view word() const;
  /// The run without white space and quotes that a field's value may be: balanced parentheses belong to it.
  std::string_view value() const;
  /// The text between the quote here and its closing one (exclusive), without moving; empty where it is not closed.
  /// `exact`: an ASCII quote is closed only by an ASCII quote, a typographic one only by a typographic one.
  std::optional<std::string_view> quoted(bool exact) const;
  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

/// Bytes of the quote sign at `offset`, 0 where there is none.
std::size_t quote_length(std::string_view text, std::size_t offset);
bool is_space_at(std::string_view text, std::size_t offset);

}  // namespace resonanz::listen
