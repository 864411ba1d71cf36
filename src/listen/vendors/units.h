#pragma once
// What operators stand between: words, phrases, fields with their values, and parentheses.

#include <functional>

#include "listen/lexer.h"
#include "listen/vendors/dialect.h"

namespace resonanz::listen::vendors {

/// Reads one after the other from a lexer, by a dialect's rules; both are borrowed.
class UnitReader {
 public:
  /// `inside` reads what stands in parentheses, up to the closing one.
  UnitReader(Lexer& in, Dialect& dialect, std::function<Result<Expression>()> inside)
      : in_(in), dialect_(dialect), inside_(std::move(inside)) {}

  /// Recursion, with inside(), is bounded by kDeepest.
  Result<Expression> unit();

 private:
  void skip(std::string_view word) { in_.move_to(in_.offset() + word.size()); }
  Result<Expression> parentheses();
  Result<Expression> phrase(std::string_view prefix, std::size_t begin);
  Result<std::optional<std::uint32_t>> slop();
  Status weight(std::size_t begin);
  Result<Expression> word();
  Result<Expression> field(std::string_view name, std::size_t begin);

  Lexer& in_;
  Dialect& dialect_;
  std::function<Result<Expression>()> inside_;
  std::string field_;                       ///< the field whose values are being read
  std::optional<std::size_t> field_begin_;  ///< where its name stands, unless a group of values follows
  std::size_t depth_ = 0;
};

Error syntax(std::string detail, std::size_t offset);

}  // namespace resonanz::listen::vendors
